using System.Globalization;
using System.Text;

namespace SegmentPipeline.Verification;

/// <summary>Writes findings as a table, a line each; header, schedule and summary have none.</summary>
internal sealed class VerificationCsvWriter(Stream stream) : VerificationRecordWriter(stream)
{
    private static readonly (string Name, Func<VerificationRecord, string?> Cell)[] Columns =
    [
        ("type", VerificationWords.TypeOf),
        ("channel", record => VerificationFacts.StreamOf(record)?.Channel),
        ("quality", record => VerificationFacts.StreamOf(record)?.Quality),
        ("path", VerificationFacts.PathOf),
        ("start", record => VerificationFacts.RangeOf(record)?.Start.ToString()),
        ("end", record => VerificationFacts.RangeOf(record)?.End.ToString()),
        ("kind", VerificationFacts.KindOf),
        ("selected", record => VerificationFacts.IsSelected(record) is { } selected ? selected ? "true" : "false" : null),
        ("origin", VerificationFacts.OriginOf),
        ("causes", VerificationFacts.CausesOf),
        ("clock", VerificationFacts.ClockOf),
        ("microseconds", record => VerificationFacts.MicrosecondsOf(record)?.ToString(CultureInfo.InvariantCulture)),
        ("before", VerificationFacts.BeforeOf),
        ("after", VerificationFacts.AfterOf),
        ("cause", VerificationFacts.CauseOf),
        ("state", VerificationFacts.StateOf),
    ];

    private bool _hasNames;

    public override async ValueTask WriteAsync(VerificationRecord record, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        await WriteNamesAsync(cancellationToken).ConfigureAwait(false);
        if (!VerificationFacts.IsRow(record)) return;
        await WriteLineAsync(Columns.Select(column => CellOf(column.Cell(record) ?? "")), cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
    {
        await WriteNamesAsync(cancellationToken).ConfigureAwait(false);
        await Stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask WriteNamesAsync(CancellationToken cancellationToken)
    {
        if (_hasNames) return;
        _hasNames = true;
        await WriteLineAsync(Columns.Select(column => column.Name), cancellationToken).ConfigureAwait(false);
    }

    private ValueTask WriteLineAsync(IEnumerable<string> cells, CancellationToken cancellationToken) =>
        Stream.WriteAsync(Encoding.UTF8.GetBytes($"{string.Join(',', cells)}\r\n"), cancellationToken);

    private static string CellOf(string text) => CsvCell.Quoted(text, VisibleText.MakeVisible(text));
}
