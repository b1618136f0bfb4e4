using System.Globalization;
using System.Text;

namespace SegmentPipeline;

/// <summary>Writes one line for each finding, as RFC 4180 has it: a line of column names first, CRLF at the end of each, cells with
/// commas or quotes in quotes. Records that are not findings are left out.</summary>
/// <remarks>Spreadsheets run cells that look like formulas, and names in an archive are chosen by strangers: a cell that starts with
/// <c>=</c>, <c>+</c>, <c>-</c>, <c>@</c>, a tab or a carriage return gets an apostrophe before it. Control characters are written
/// as <see cref="VisibleText"/> does, so no cell breaks its line.</remarks>
/// <param name="stream">Where to.</param>
public sealed class CsvRecordWriter(Stream stream) : IRecordWriter
{
    private static readonly string[] FurtherColumns = ["class", "before", "after", "segment", "path", "cause", "position"];
    private static readonly string ColumnNames = $"type,channel,quality,start,end,microseconds,{string.Join(',', FurtherColumns)}\r\n";

    private readonly OutputBuffer _output = new(stream);
    private readonly StringBuilder _line = new(ColumnNames);

    /// <inheritdoc />
    public ValueTask WriteAsync(AuditRecord record, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record is Finding finding) AppendLine(finding);
        MoveLine();
        return _output.DrainAsync(cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask CompleteAsync(CancellationToken cancellationToken = default)
    {
        MoveLine();
        return _output.FlushAsync(cancellationToken);
    }

    private void AppendLine(Finding finding)
    {
        var type = FindingTypes.TypeOf(finding);
        var (stream, range) = (type.StreamOf(finding), type.RangeOf(finding));
        _line.Append(type.Word);
        AppendCell(stream?.Channel);
        AppendCell(stream?.Quality);
        AppendCell(range?.Start.ToString());
        AppendCell(range?.End.ToString());
        AppendCell(range?.Microseconds.ToString(CultureInfo.InvariantCulture));
        foreach (var name in FurtherColumns) AppendCell(name == "cause" ? type.RemarkOn(finding) : CellOf(type.Field(name), finding));
        _line.Append("\r\n");
    }

    private static string? CellOf(FindingField? field, Finding finding) =>
        field?.NumberIn(finding) is { } number ? number.ToString(CultureInfo.InvariantCulture) : field?.TextIn(finding);

    private void AppendCell(string? value)
    {
        _line.Append(',');
        if (!string.IsNullOrEmpty(value)) _line.Append(CsvCell.Quoted(value, VisibleText.MakeVisible(value)));
    }

    private void MoveLine()
    {
        foreach (var chunk in _line.GetChunks()) Encoding.UTF8.GetBytes(chunk.Span, _output.Bytes);
        _line.Clear();
    }
}
