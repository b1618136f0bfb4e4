namespace SegmentPipeline.Scheduling;

/// <summary>What one run tells one hook: the differences that its records say, and which streams are silent.</summary>
/// <param name="archive">Name of the archive.</param>
/// <param name="atLeast">Shorter holes are passed over.</param>
internal sealed class RunNotices(string archive, TimeSpan atLeast)
{
    private readonly Dictionary<(NoticeKind Kind, bool IsOver), List<NoticeItem>> _items = [];
    private readonly Dictionary<(NoticeKind Kind, bool IsOver), long> _counts = [];

    /// <summary>The streams that are silent, fit to be shown, and since when.</summary>
    internal Dictionary<string, Timestamp> Silent { get; } = new(StringComparer.Ordinal);

    /// <summary>The streams that the run has looked at, fit to be shown.</summary>
    internal HashSet<string> Streams { get; } = new(StringComparer.Ordinal);

    internal void Add(AuditRecord record)
    {
        if (record is StreamRecord stream) Streams.Add(ShownOf(stream.Stream));
        else if (record is SilentFinding silent) Silent[ShownOf(silent.Stream)] = silent.Range.Start;
        else if (record is DeltaRecord delta && ItemOf(delta) is { } item) Add(item);
    }

    /// <summary>Adds a loss of which it is known where it came from.</summary>
    internal void Add(DeltaRecord loss, LossCause cause)
    {
        if (ItemOf(loss) is { } item) Add(item with { Cause = LossCauses.SentenceOf(cause) });
    }

    /// <summary>Adds one thing. Of each kind the longest are kept.</summary>
    internal void Add(NoticeItem item)
    {
        var key = (item.Kind, item.Change == NoticeChange.Over);
        _counts[key] = _counts.GetValueOrDefault(key) + 1;
        if (!_items.TryGetValue(key, out var items)) _items.Add(key, items = []);
        items.Add(item);
        if (items.Count < 2 * Notice.MostItems) return;
        List<NoticeItem> longest = [.. items.OrderByDescending(one => one.Microseconds).Take(Notice.MostItems)];
        items.Clear();
        items.AddRange(longest);
    }

    /// <summary>All of it; null if there is nothing to tell.</summary>
    internal Notice? ToNotice() => _counts.Count == 0
        ? null
        : Notice.Merge([new Notice
        {
            Begun = CountsOf(isOver: false),
            Over = CountsOf(isOver: true),
            Items = [.. _items.Values.SelectMany(items => items)],
            Archives = [archive],
        }]);

    internal static string ShownOf(StreamId stream) => VisibleText.MakeVisible(stream.ToString());

    private NoticeItem? ItemOf(DeltaRecord delta) => delta.Change switch
    {
        DeltaChange.Lost => RangeItem(NoticeKind.Lost, NoticeChange.New, delta, delta.Range),
        DeltaChange.New when IsHole(delta, delta.Range) => RangeItem(NoticeKind.Hole, NoticeChange.New, delta, delta.Range),
        DeltaChange.Grown when IsHole(delta, delta.Range) => RangeItem(NoticeKind.Hole, NoticeChange.Grown, delta, delta.Range),
        DeltaChange.Healed when IsHole(delta, delta.Range) => RangeItem(NoticeKind.Hole, NoticeChange.Over, delta, delta.Range),
        DeltaChange.Excused when IsHole(delta, delta.Range) =>
            RangeItem(NoticeKind.Hole, NoticeChange.Over, delta, delta.Range) with { Cause = NoticeTexts.NotExpected },
        DeltaChange.Corrupted => FileItem(NoticeChange.New, delta.File!, delta),
        DeltaChange.Mended => FileItem(NoticeChange.Over, delta.File!, delta),
        _ => null,
    };

    private bool IsHole(DeltaRecord delta, TimeRange range) =>
        delta.Class == CoverageClass.Missing && range.Microseconds >= (long)atLeast.TotalMicroseconds;

    private NoticeItem RangeItem(NoticeKind kind, NoticeChange change, DeltaRecord delta, TimeRange range) => new()
    {
        Archive = archive,
        Kind = kind,
        Change = change,
        Subject = ShownOf(delta.Stream),
        Range = range,
        Files = delta.VanishedFiles,
    };

    private NoticeItem FileItem(NoticeChange change, CorruptFile file, DeltaRecord delta) => new()
    {
        Archive = archive,
        Kind = NoticeKind.Corrupt,
        Change = change,
        Subject = VisibleText.MakeVisible(file.Path.ToString()),
        Range = delta.Range,
        Cause = string.Join(", ", file.Causes.Select(cause => cause.Cause.ToString().ToLowerInvariant())),
    };

    private Dictionary<NoticeKind, long> CountsOf(bool isOver) =>
        _counts.Where(pair => pair.Key.IsOver == isOver).ToDictionary(pair => pair.Key.Kind, pair => pair.Value);
}
