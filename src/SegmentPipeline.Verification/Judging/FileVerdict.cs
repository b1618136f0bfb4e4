namespace SegmentPipeline;

/// <summary>What became of the reading of a file.</summary>
internal enum ReadingOutcome
{
    /// <summary>It was read as far as the level asks, and judged.</summary>
    Judged,

    /// <summary>It could not be read: it is neither corrupt nor right.</summary>
    Unreadable,

    /// <summary>It is not there any more.</summary>
    Vanished,
}

/// <summary>What was found out about one file.</summary>
internal sealed record FileVerdict
{
    /// <summary>What became of the reading.</summary>
    internal required ReadingOutcome Outcome { get; init; }

    /// <summary>Why the file could not be read; null if it was.</summary>
    internal string? Fault { get; init; }

    /// <summary>How long the file was when it was opened, or asked; 0 if there was no telling.</summary>
    internal long SizeBytes { get; init; }

    /// <summary>How many bytes were read.</summary>
    internal long BytesRead { get; init; }

    /// <summary>What is wrong, in the order of <see cref="CorruptCauseKind"/>, each kind once; empty if nothing is.</summary>
    internal IReadOnlyList<CorruptCause> Causes { get; init; } = [];

    /// <summary>Where the fault probably came from; null if nothing is wrong, or the hash was not computed.</summary>
    internal CorruptOrigin? Origin { get; init; }

    /// <summary>From when to when the media lasts; null if that was not read, or cannot be told exactly.</summary>
    internal MediaClock? Clock { get; init; }

    /// <summary>A file that could not be read.</summary>
    internal static FileVerdict Unread(ReadFault fault, long bytesRead = 0) => new()
    {
        Outcome = fault.IsGone ? ReadingOutcome.Vanished : ReadingOutcome.Unreadable,
        Fault = fault.Cause,
        BytesRead = bytesRead,
    };
}

/// <summary>From when to when the media of a file lasts, by its own clock of 90 kHz.</summary>
internal sealed record MediaClock
{
    /// <summary>The least PTS; less than 2³³.</summary>
    internal required long FirstPts { get; init; }

    /// <summary>The greatest end, unwrapped, so that it is not before <see cref="FirstPts"/>.</summary>
    internal required long EndPts { get; init; }

    /// <summary>The PIDs of the first program, sorted.</summary>
    internal required IReadOnlyList<int> Pids { get; init; }
}
