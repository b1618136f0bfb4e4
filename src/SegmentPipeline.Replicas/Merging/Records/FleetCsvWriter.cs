using System.Globalization;

namespace SegmentPipeline.Replicas;

/// <summary>The records of a fleet as a table.</summary>
internal sealed class FleetCsvWriter(Stream stream) : FleetRecordWriter
{
    private const string Names =
        "type,node,archive,asOf,answered,complete,run,cause,channel,quality,start,end,microseconds,copies,nodes,holeStart,holeEnd,verdict,by,full,suspect,partial,missing,unknown,copiesMicroseconds,path,selected,causes,files,checked,bytes,corrupt,unreadable,off";

    private readonly CsvTable _table = new(stream, Names);

    public override async ValueTask WriteAsync(FleetRecord record, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        foreach (var cells in RowsOf(record))
        {
            cells["type"] = FleetWords.WordOf(record);
            await _table.WriteAsync(cells, cancellationToken).ConfigureAwait(false);
        }
    }

    public override ValueTask CompleteAsync(CancellationToken cancellationToken = default) => _table.CompleteAsync(cancellationToken);

    private static IEnumerable<Dictionary<string, string?>> RowsOf(FleetRecord record) => record switch
    {
        NodeRecord node => [CellsOf(node)],
        FleetRangeRecord range => [CellsOf(range)],
        FleetVerdictRecord verdict => verdict.Parts.Select(part => CellsOf(verdict, part)),
        FleetStreamRecord figures => [CellsOf(figures)],
        FleetCorruptRecord corrupt => [CellsOf(corrupt)],
        _ => [],
    };

    private static Dictionary<string, string?> CellsOf(FleetCorruptRecord record)
    {
        var cells = CellsOf(record.Stream, record.Range);
        cells["node"] = record.Node;
        cells["path"] = record.Path;
        cells["selected"] = Truth(record.IsSelected);
        cells["causes"] = string.Join(' ', record.Causes);
        return cells;
    }

    private static Dictionary<string, string?> CellsOf(NodeRecord record) => new(StringComparer.Ordinal)
    {
        ["node"] = record.Node,
        ["archive"] = record.Archive,
        ["asOf"] = record.AsOf?.ToString(),
        ["answered"] = Truth(record.Answered),
        ["complete"] = Truth(record.Complete),
        ["run"] = record.Run,
        ["cause"] = record.Cause,
        ["files"] = Number(record.Contents?.Files),
        ["checked"] = Number(record.Contents?.Checked),
        ["bytes"] = Number(record.Contents?.Bytes),
        ["corrupt"] = Number(record.Contents?.Corrupt),
        ["unreadable"] = Number(record.Contents?.Unreadable),
    };

    private static Dictionary<string, string?> CellsOf(FleetRangeRecord record)
    {
        var cells = CellsOf(record.Stream, record.Range);
        IReadOnlyList<string> nodes = record switch
        {
            SingleRecord single => [single.Node],
            ThinRecord thin => thin.Nodes,
            _ => [],
        };
        cells["copies"] = Number(nodes.Count);
        cells["nodes"] = string.Join(' ', nodes);
        return cells;
    }

    private static Dictionary<string, string?> CellsOf(FleetVerdictRecord record, VerdictPart part)
    {
        var cells = CellsOf(record.Stream, new TimeRange(part.Start, part.End));
        cells["node"] = record.Node;
        cells["holeStart"] = record.Hole.Start.ToString();
        cells["holeEnd"] = record.Hole.End.ToString();
        cells["verdict"] = CopyWords.WordOf(part.Verdict);
        cells["by"] = string.Join(' ', part.Replicas ?? part.Qualities ?? []);
        return cells;
    }

    private static Dictionary<string, string?> CellsOf(FleetStreamRecord record)
    {
        var cells = CellsOf(record.Stream, record.Window);
        foreach (var row in CoverageClasses.All) cells[row.Word] = Number(row.CountIn(record.Microseconds));
        cells["copiesMicroseconds"] = string.Join(' ', record.Copies.Select(Number));
        return cells;
    }

    private static Dictionary<string, string?> CellsOf(StreamId stream, TimeRange? range) => new(StringComparer.Ordinal)
    {
        ["channel"] = stream.Channel,
        ["quality"] = stream.Quality,
        ["start"] = range?.Start.ToString(),
        ["end"] = range?.End.ToString(),
        ["microseconds"] = range is { } known ? Number(known.Microseconds) : null,
    };

    private static string Truth(bool value) => value ? "true" : "false";

    private static string? Number(long? value) => value is { } number ? Number(number) : null;

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
