using System.Globalization;
using System.Text;

namespace SegmentPipeline.Verification;

/// <summary>Writes findings as a table, a line each; header, schedule and summary have none.</summary>
internal sealed class VerificationCsvWriter(Stream stream) : VerificationRecordWriter(stream)
{
    private static readonly (string Name, Func<VerificationRecord, string?> Cell)[] Columns =
    [
        ("type", VerificationWords.TypeOf),
        ("channel", record => StreamOf(record)?.Channel),
        ("quality", record => StreamOf(record)?.Quality),
        ("path", PathOf),
        ("start", record => RangeOf(record)?.Start.ToString()),
        ("end", record => RangeOf(record)?.End.ToString()),
        ("kind", record => record is CorruptRecord corrupt ? RecordWords.WordOf(corrupt.File.Kind) : null),
        ("selected", record => record is CorruptRecord corrupt ? corrupt.File.IsSelected ? "true" : "false" : null),
        ("origin", record => OriginOf(record) is { } origin ? RecordWords.WordOf(origin) : null),
        ("causes", CausesOf),
        ("clock", record => record is ClockRecord clock ? ClockFaults.RowOf(clock.Clock).Word : null),
        ("microseconds", record => record is ClockRecord clock ? clock.Microseconds.ToString(CultureInfo.InvariantCulture) : null),
        ("before", record => (record as ClockRecord)?.Before.ToString()),
        ("after", record => (record as ClockRecord)?.After.ToString()),
        ("cause", record => (record as UnreadableFileRecord)?.Cause ?? (record as SingleFileRecord)?.Cause),
        ("state", record => record is SingleFileRecord file ? SingleFileStates.WordOf(file.State) : null),
    ];

    private bool _hasNames;

    public override async ValueTask WriteAsync(VerificationRecord record, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        await WriteNamesAsync(cancellationToken).ConfigureAwait(false);
        if (record is VerificationHeaderRecord or ScheduleRecord or VerificationSummaryRecord) return;
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

    private static StreamId? StreamOf(VerificationRecord record) => record switch
    {
        CorruptRecord corrupt => corrupt.File.Path.Stream,
        ClockRecord clock => clock.Before.Stream,
        UnreadableFileRecord unreadable => unreadable.Path.Stream,
        VanishedFileRecord vanished => vanished.Path.Stream,
        _ => null,
    };

    private static string? PathOf(VerificationRecord record) => record switch
    {
        CorruptRecord corrupt => corrupt.File.Path.ToString(),
        UnreadableFileRecord unreadable => unreadable.Path.ToString(),
        VanishedFileRecord vanished => vanished.Path.ToString(),
        SingleFileRecord file => file.Path,
        _ => null,
    };

    private static TimeRange? RangeOf(VerificationRecord record) => record switch
    {
        CorruptRecord corrupt => corrupt.File.Range,
        ClockRecord clock => clock.Range,
        _ => null,
    };

    private static CorruptOrigin? OriginOf(VerificationRecord record) =>
        (record as CorruptRecord)?.File.Origin ?? (record as SingleFileRecord)?.Origin;

    private static string? CausesOf(VerificationRecord record)
    {
        var causes = (record as CorruptRecord)?.File.Causes ?? (record as SingleFileRecord)?.Causes;
        return causes is null ? null : string.Join(' ', causes.Select(cause => RecordWords.WordOf(cause.Cause)));
    }
}
