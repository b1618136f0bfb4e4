namespace SegmentPipeline.Scheduling;

/// <summary>One thing that somebody is told.</summary>
internal sealed record NoticeItem
{
    internal required string Archive { get; init; }

    internal required NoticeKind Kind { get; init; }

    internal required NoticeChange Change { get; init; }

    /// <summary>What it is about, within the archive: a stream, a file, a copy; null for the archive as a whole. Fit to be shown.</summary>
    internal string? Subject { get; init; }

    /// <summary>The time that it is about: of the archive, of what is over since when it had begun until when it was over.</summary>
    internal TimeRange? Range { get; init; }

    /// <summary>Since when it goes on.</summary>
    internal Timestamp? Since { get; init; }

    /// <summary>Of lost coverage the segments that have vanished.</summary>
    internal long Files { get; init; }

    /// <summary>Why, fit to be shown.</summary>
    internal string? Cause { get; init; }

    /// <summary>A sentence that says all of it.</summary>
    internal string Text => NoticeTexts.TextOf(this);

    internal long Microseconds => Range?.Microseconds ?? 0;
}
