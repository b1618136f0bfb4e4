namespace SegmentPipeline.Scheduling;

/// <summary>The addresses of a dead man's switch: <c>ping</c> of a hook, read. Each may be missing.</summary>
public sealed class NotifyPing
{
    /// <summary>Asked when a run begins.</summary>
    /// <value>None.</value>
    public string? Start { get; set; }

    /// <summary>Asked when a run has come to its end, whatever it found.</summary>
    /// <value>None.</value>
    public string? Success { get; set; }

    /// <summary>Asked when a run has failed, or could not read everything.</summary>
    /// <value>None.</value>
    public string? Failure { get; set; }

    /// <summary>Whether they are asked by POST.</summary>
    /// <value>No: by GET.</value>
    public bool IsPosted { get; set; }
}
