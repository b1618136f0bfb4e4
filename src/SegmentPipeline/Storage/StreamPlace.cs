namespace SegmentPipeline;

/// <summary>Tells what is absent from a stream from what is only out of sight: nothing is absent unless archive and stream are the
/// directories still that they were when reading began. A disk may be unmounted, renamed or replaced meanwhile.</summary>
/// <remarks>Source: semantics §1.</remarks>
internal sealed class StreamPlace(ArchivePlace archive, IHeldDirectory stream)
{
    private const string Lost =
        "its directory is not the one any more that it was when reading began: it was unmounted, deleted, renamed or replaced";

    /// <summary>What a question about something in the stream comes to: what is only out of sight could not be read.</summary>
    /// <exception cref="AuditFailedException">The archive itself is out of sight.</exception>
    internal ReadOutcome Confirm(ReadOutcome outcome) =>
        outcome.Status == ReadStatus.Absent && WhyLost() is { } cause ? ReadOutcome.Failed(cause) : outcome;

    /// <summary>Why nothing can be said of what is absent from the stream; null if it can.</summary>
    /// <exception cref="AuditFailedException">The archive itself is out of sight.</exception>
    internal string? WhyLost()
    {
        archive.Check();
        return stream.Ask() == HeldState.Same ? null : Lost;
    }

    /// <summary>Why what was read of the stream may be of two directories; null if it is of one, as far as can be told. One that is gone
    /// was read by then.</summary>
    internal string? WhyMixed() => stream.IsCertain && stream.Ask() == HeldState.Other ? Lost : null;
}
