namespace SegmentPipeline.Scheduling;

/// <summary>What somebody is told of, the worst first.</summary>
internal enum NoticeKind
{
    Lost,
    Failed,
    Corrupt,
    Silent,
    Hole,
    Incomplete,
    Missed,
    Unverified,
    Replica,
}

/// <summary>What has become of it.</summary>
internal enum NoticeChange
{
    New,
    Grown,
    Over,
}

/// <summary>The words of the kinds: one row each.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Word">Its word in messages.</param>
/// <param name="One">What one of them is called in a title.</param>
/// <param name="Many">What several are called.</param>
internal sealed record NoticeWords(NoticeKind Kind, string Word, string One, string Many)
{
    internal static IReadOnlyList<NoticeWords> All { get; } =
    [
        new(NoticeKind.Lost, "lost", "loss of coverage", "losses of coverage"),
        new(NoticeKind.Failed, "failed", "failed run", "failed runs"),
        new(NoticeKind.Corrupt, "corrupt", "corrupt file", "corrupt files"),
        new(NoticeKind.Silent, "silent", "silent stream", "silent streams"),
        new(NoticeKind.Hole, "hole", "hole", "holes"),
        new(NoticeKind.Incomplete, "incomplete", "incomplete run", "incomplete runs"),
        new(NoticeKind.Missed, "missed", "missed run", "missed runs"),
        new(NoticeKind.Unverified, "unverified", "archive not verified in time", "archives not verified in time"),
        new(NoticeKind.Replica, "replica", "copy that does not answer", "copies that do not answer"),
    ];

    internal static NoticeWords Of(NoticeKind kind) => All.First(row => row.Kind == kind);

    internal static string WordOf(NoticeChange change) => change switch
    {
        NoticeChange.New => "new",
        NoticeChange.Grown => "grown",
        NoticeChange.Over => "over",
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, "no such change"),
    };

    internal string Count(long number) => number == 1 ? $"1 {One}" : $"{number} {Many}";
}
