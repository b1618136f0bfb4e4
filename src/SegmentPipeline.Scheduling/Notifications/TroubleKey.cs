namespace SegmentPipeline.Scheduling;

/// <summary>What a trouble is called in a ledger: <c>KIND:SUBJECT</c>.</summary>
internal static class TroubleKey
{
    internal static string Of(NoticeKind kind, string subject) => $"{NoticeWords.Of(kind).Word}:{subject}";

    /// <summary>The subject of a trouble of a kind; null for one of another kind.</summary>
    internal static string? SubjectOf(string key, NoticeKind kind) =>
        Split(key) is var (found, subject) && found == kind ? subject : null;

    internal static (NoticeKind Kind, string Subject) Split(string key)
    {
        var colon = key.IndexOf(':', StringComparison.Ordinal);
        var row = NoticeWords.All.FirstOrDefault(row => colon >= 0 && key.AsSpan(0, colon).SequenceEqual(row.Word));
        return row is null ? (NoticeKind.Failed, key) : (row.Kind, key[(colon + 1)..]);
    }
}
