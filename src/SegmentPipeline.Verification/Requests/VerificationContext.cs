namespace SegmentPipeline.Verification;

/// <summary>What one verification is done with. Immutable; every property has a sensible default.</summary>
public sealed record VerificationContext
{
    internal const int MostParallelism = 256;

    /// <summary>How many files are read at once, 1 to 256. The records are the same.</summary>
    /// <value>1: a disk with one head reads one file faster than two. More for several disks, and for disks without heads.</value>
    public int Parallelism { get; init; } = 1;

    /// <summary>Is told how far it is, by the verification's own tasks; the call must be quick.</summary>
    /// <value>Null: nobody is told.</value>
    public IProgress<VerificationProgress>? Progress { get; init; }

    /// <summary>What is known from earlier verifications. With it, hours are taken in the order of docs/verification.md §5, and what is
    /// found is remembered; a sample only remembers what is corrupt.</summary>
    /// <value>Null: hours are taken in the order of time, and nothing is remembered.</value>
    public IContentMemory? Memory { get; init; }

    /// <summary>Is called before each file is begun, by whoever reads it, with a token that is cancelled when the run is to end. It may
    /// wait, and so hold up the reading for as long as it likes: a budget of time goes on meanwhile.</summary>
    /// <value>Null: nothing holds it up.</value>
    public Action<CancellationToken>? BeforeFile { get; init; }

    /// <summary>The clock.</summary>
    /// <value><see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>What tests see of the run.</summary>
    internal VerificationHooks? Hooks { get; init; }

    /// <summary>Every rule that this context breaks, as sentences; empty if it breaks none.</summary>
    public IReadOnlyList<string> Validate() => Parallelism is >= 1 and <= MostParallelism
        ? []
        : [$"the parallelism must be 1 to {MostParallelism}, but is {Parallelism}"];
}

/// <summary>What tests see of a running verification.</summary>
internal sealed class VerificationHooks
{
    /// <summary>Called before a file is opened.</summary>
    internal Action<Segment>? BeforeFile { get; init; }

    /// <summary>Says what reading a file gives, in place of reading it; null reads it.</summary>
    internal Func<Segment, FileVerdict?>? Judge { get; init; }
}
