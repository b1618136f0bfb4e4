namespace SegmentPipeline.Scheduling;

/// <summary>What there is to tell of one or more runs: how many things of each kind, and the worst of them.</summary>
internal sealed record Notice
{
    /// <summary>So many things are told one by one; the others are counted.</summary>
    internal const int MostItems = 50;

    /// <summary>How many have begun or grown, by kind.</summary>
    internal required IReadOnlyDictionary<NoticeKind, long> Begun { get; init; }

    /// <summary>How many are over, by kind.</summary>
    internal required IReadOnlyDictionary<NoticeKind, long> Over { get; init; }

    /// <summary>The worst of them: those that go on first, by kind, the longest first.</summary>
    internal required IReadOnlyList<NoticeItem> Items { get; init; }

    /// <summary>Names of the archives.</summary>
    internal required IReadOnlyList<string> Archives { get; init; }

    internal long Omitted => Begun.Values.Sum() + Over.Values.Sum() - Items.Count;

    /// <summary>Whether nothing has begun: all is over.</summary>
    internal bool IsOver => Begun.Count == 0;

    /// <summary>A notice of these things.</summary>
    internal static Notice Of(string archive, IReadOnlyList<NoticeItem> items) => Merge([new Notice
    {
        Begun = CountsOf(items.Where(item => item.Change != NoticeChange.Over)),
        Over = CountsOf(items.Where(item => item.Change == NoticeChange.Over)),
        Items = items,
        Archives = [archive],
    }]);

    /// <summary>One notice of several.</summary>
    internal static Notice Merge(IReadOnlyCollection<Notice> notices) => new()
    {
        Begun = SumOf(notices.Select(notice => notice.Begun)),
        Over = SumOf(notices.Select(notice => notice.Over)),
        Items =
        [
            .. notices.SelectMany(notice => notice.Items)
                .OrderBy(item => item.Change == NoticeChange.Over)
                .ThenBy(item => item.Kind)
                .ThenByDescending(item => item.Microseconds)
                .Take(MostItems),
        ],
        Archives = [.. notices.SelectMany(notice => notice.Archives).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
    };

    private static Dictionary<NoticeKind, long> CountsOf(IEnumerable<NoticeItem> items) =>
        items.GroupBy(item => item.Kind).ToDictionary(kind => kind.Key, kind => (long)kind.Count());

    private static Dictionary<NoticeKind, long> SumOf(IEnumerable<IReadOnlyDictionary<NoticeKind, long>> counts) => counts
        .SelectMany(one => one)
        .GroupBy(pair => pair.Key)
        .OrderBy(kind => kind.Key)
        .ToDictionary(kind => kind.Key, kind => kind.Sum(pair => pair.Value));
}
