using System.Text.Json.Serialization;

namespace SegmentPipeline.Verification;

/// <summary>What a verification tells.</summary>
/// <remarks>Source: docs/verification.md §6. Fields and types are only ever added.</remarks>
[JsonConverter(typeof(VerificationRecordJsonConverter))]
public abstract record VerificationRecord
{
    private protected VerificationRecord()
    {
    }
}

/// <summary>What is verified: the first record.</summary>
public sealed record VerificationHeaderRecord : VerificationRecord
{
    /// <summary>Version of the library.</summary>
    public required string Version { get; init; }

    /// <summary>Absolute path of the archive.</summary>
    public required string Root { get; init; }

    /// <summary>What was asked for.</summary>
    public required VerificationRequest Request { get; init; }

    /// <summary>From which number the sample is drawn; null if none is.</summary>
    public long? Seed { get; init; }

    /// <summary>When it began.</summary>
    public required Timestamp Started { get; init; }
}

/// <summary>What a rate and a budget come to. Stands after the header if there is one of them.</summary>
public sealed record ScheduleRecord : VerificationRecord
{
    /// <summary>Files of the request.</summary>
    public required long Files { get; init; }

    /// <summary>What is to be read of them, estimated: some files of each hour are asked for their size.</summary>
    public required long Bytes { get; init; }

    /// <summary>How long one pass over all of them takes; null if there is no telling.</summary>
    public TimeSpan? FullPass { get; init; }

    /// <summary>How many runs with this budget make a pass; null without a budget, or if there is no telling.</summary>
    public long? Runs { get; init; }
}

/// <summary>A file that is corrupt.</summary>
public sealed record CorruptRecord : VerificationRecord
{
    /// <summary>The file and what is wrong with it.</summary>
    public required CorruptFile File { get; init; }
}

/// <summary>The media's clock goes on otherwise than the names, from one segment to the next.</summary>
public sealed record ClockRecord : VerificationRecord
{
    /// <summary>What is wrong.</summary>
    public required ClockFault Clock { get; init; }

    /// <summary>From the end of the segment before to the start of the one after, as the names say.</summary>
    public required TimeRange Range { get; init; }

    /// <summary>How much time is missing of a hidden hole, there twice in a repeat, not missing in a phantom hole; in a restart, by how
    /// much the clock leaps.</summary>
    public required long Microseconds { get; init; }

    /// <summary>The segment before.</summary>
    public required EntryPath Before { get; init; }

    /// <summary>The segment after.</summary>
    public required EntryPath After { get; init; }
}

/// <summary>A file, or a directory with an unknown number of files, that could not be read.</summary>
public sealed record UnreadableFileRecord : VerificationRecord
{
    /// <summary>Which.</summary>
    public required ArchivePath Path { get; init; }

    /// <summary>Why.</summary>
    public required string Cause { get; init; }
}

/// <summary>A file that was gone when its turn came.</summary>
public sealed record VanishedFileRecord : VerificationRecord
{
    /// <summary>Which; an hour, if its names were counted, but not told.</summary>
    public required ArchivePath Path { get; init; }
}
