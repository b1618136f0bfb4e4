using SegmentPipeline.Replicas;

namespace SegmentPipeline.Cli;

/// <summary>From where the holes of each node's copy can be filled: the sums of each node, and the longest holes.</summary>
internal sealed class FillingsText(int most)
{
    private static readonly FittedColumn[] SumColumns =
    [
        new("Copy of", 0), new("Holes", 2, IsNumber: true), new("Can be filled", 0, IsNumber: true),
        new("Only other quality", 1, IsNumber: true), new("Unknown", 1, IsNumber: true), new("Nowhere", 0, IsNumber: true),
    ];

    private static readonly FittedColumn[] HoleColumns =
        [.. HoleTable.ColumnsOf("Hole"), new("Stream", 0), new("Copy of", 0), new("From", 0)];

    private readonly SortedDictionary<string, NodeSums> _sums = new(StringComparer.Ordinal);
    private readonly Longest<(FleetVerdictRecord Record, VerdictPart Part)> _parts = new(most);

    internal void Add(FleetVerdictRecord record)
    {
        if (!_sums.TryGetValue(record.Node, out var sums)) _sums.Add(record.Node, sums = new NodeSums());
        sums.Holes++;
        foreach (var part in record.Parts)
        {
            var length = part.End.MicrosecondsSince(part.Start);
            sums.Add(part.Verdict, length);
            _parts.Add((record, part), length);
        }
    }

    internal void AddTo(ReportPage page, Screen screen)
    {
        if (_sums.Count == 0) return;
        new FittedTable(SumColumns, _sums.Select(pair => pair.Value.ToCells(pair.Key)), name: 0).AddTo(page, screen);
        page.AddLine();
        var rows = _parts.First(most).Select(one => Cells(one.Record, one.Part, screen)).ToList();
        new FittedTable(HoleColumns, rows, name: 3).AddTo(page, screen);
        FleetRangeTable.AddRest(page, _parts.Count - rows.Count);
    }

    private static FittedCell[] Cells(FleetVerdictRecord record, VerdictPart part, Screen screen) =>
    [
        .. HoleTable.CellsOf(new TimeRange(part.Start, part.End), CopyText.StyleOf(part.Verdict), screen),
        FittedCell.Name(record.Stream.ToString()),
        FittedCell.Name(record.Node),
        FittedCell.Name(CopyText.WordsOf(part)),
    ];

    /// <summary>How much of the holes of a node's copy can be filled, in microseconds.</summary>
    private sealed class NodeSums
    {
        private readonly Dictionary<HoleVerdict, long> _microseconds = [];

        internal long Holes { get; set; }

        internal void Add(HoleVerdict verdict, long microseconds)
        {
            var before = _microseconds.GetValueOrDefault(verdict);
            _microseconds[verdict] = microseconds > long.MaxValue - before ? long.MaxValue : before + microseconds;
        }

        internal FittedCell[] ToCells(string node) =>
        [
            FittedCell.Name(node),
            Plural.Count(Holes),
            Cell(HoleVerdict.Fillable),
            Cell(HoleVerdict.Lower),
            Cell(HoleVerdict.Unknown),
            Cell(HoleVerdict.Nowhere),
        ];

        private FittedCell Cell(HoleVerdict verdict) => _microseconds.GetValueOrDefault(verdict) is > 0 and var time
            ? new FittedCell(DurationWords.TextOf(time), CopyText.StyleOf(verdict))
            : "–";
    }
}
