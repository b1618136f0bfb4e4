using System.Text;

namespace SegmentPipeline.Replicas;

/// <summary>Writes a table as RFC 4180 has it: the names of the columns, then a line a row.</summary>
/// <param name="stream">Where to.</param>
/// <param name="names">The names, with commas between them.</param>
internal sealed class CsvTable(Stream stream, string names)
{
    private readonly string[] _columns = names.Split(',');
    private bool _hasNames;

    /// <summary>Writes a row.</summary>
    /// <param name="cells">What stands in it, by the names of columns; nothing in those that it does not name.</param>
    /// <param name="cancellationToken">Stops waiting for the stream.</param>
    internal async ValueTask WriteAsync(Dictionary<string, string?> cells, CancellationToken cancellationToken)
    {
        await WriteNamesAsync(cancellationToken).ConfigureAwait(false);
        var line = string.Join(',', _columns.Select(column => CellOf(cells.GetValueOrDefault(column) ?? "")));
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"{line}\r\n"), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes the names, if nothing else was, and flushes.</summary>
    internal async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        await WriteNamesAsync(cancellationToken).ConfigureAwait(false);
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask WriteNamesAsync(CancellationToken cancellationToken)
    {
        if (_hasNames) return;
        _hasNames = true;
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"{names}\r\n"), cancellationToken).ConfigureAwait(false);
    }

    private static string CellOf(string text) => CsvCell.Quoted(text, VisibleText.MakeVisible(text));
}
