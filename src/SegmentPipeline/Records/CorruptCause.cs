namespace SegmentPipeline;

/// <summary>What can be wrong with the content of a file, in the order in which it is told. The words are an interface.</summary>
/// <remarks>Source: docs/verification.md §2.</remarks>
public enum CorruptCauseKind
{
    /// <summary>The SHA-256 of the content is not that of the name.</summary>
    Hash,

    /// <summary>There is no byte, and the segment is full or suspect.</summary>
    Empty,

    /// <summary>The content is no transport stream.</summary>
    Container,

    /// <summary>The last packet is not whole.</summary>
    Truncated,

    /// <summary>The last 4,096 bytes or more are all zero.</summary>
    Zeros,

    /// <summary>Two packets running do not begin with the sync byte.</summary>
    Sync,

    /// <summary>A packet says that it was damaged on its way.</summary>
    Error,

    /// <summary>The counter of a PID does not go on.</summary>
    Continuity,

    /// <summary>There is no PAT, or no PMT, before the first packet of media.</summary>
    Program,

    /// <summary>There is no PTS in a stream of media, or a step of more than a second between two pictures.</summary>
    Clock,

    /// <summary>The media lasts more than 250 ms longer or shorter than the name says.</summary>
    Duration,
}

/// <summary>One thing that is wrong with the content of a file. Of the properties those are set that its kind has.</summary>
/// <remarks>Source: docs/verification.md §2. Packets are counted from 0, at the first packet after synchronisation; bytes from 0, at the
/// start of the file.</remarks>
public sealed record CorruptCause
{
    /// <summary>What is wrong.</summary>
    public required CorruptCauseKind Cause { get; init; }

    /// <summary>Of <see cref="CorruptCauseKind.Hash"/>: the hash of the name, 43 characters.</summary>
    public string? Expected { get; init; }

    /// <summary>Of <see cref="CorruptCauseKind.Hash"/>: the hash of the content, 43 characters.</summary>
    public string? Actual { get; init; }

    /// <summary>Of <see cref="CorruptCauseKind.Container"/>: what the content looks like: <c>mp4</c>, <c>text</c>, <c>html</c>,
    /// <c>zeros</c>, <c>unknown</c>.</summary>
    public string? LooksLike { get; init; }

    /// <summary>Of <see cref="CorruptCauseKind.Program"/>: what is missing, <c>pat</c> or <c>pmt</c>.</summary>
    public string? Missing { get; init; }

    /// <summary>Of <see cref="CorruptCauseKind.Truncated"/>: the bytes after the last whole packet.</summary>
    public long? BytesOver { get; init; }

    /// <summary>Of <see cref="CorruptCauseKind.Zeros"/> and <see cref="CorruptCauseKind.Sync"/>: the first byte concerned.</summary>
    public long? FromByte { get; init; }

    /// <summary>Of <see cref="CorruptCauseKind.Continuity"/> and <see cref="CorruptCauseKind.Clock"/>: the PID, 0 to 8191.</summary>
    public int? Pid { get; init; }

    /// <summary>Of <see cref="CorruptCauseKind.Error"/>, <see cref="CorruptCauseKind.Continuity"/> and <see cref="CorruptCauseKind.Clock"/>:
    /// the first packet concerned.</summary>
    public long? Packet { get; init; }

    /// <summary>Of <see cref="CorruptCauseKind.Continuity"/>: how many packets are missing there, as far as a counter of four bits can
    /// tell.</summary>
    public int? PacketsMissing { get; init; }

    /// <summary>Of <see cref="CorruptCauseKind.Sync"/>, <see cref="CorruptCauseKind.Error"/> and <see cref="CorruptCauseKind.Continuity"/>:
    /// how often it happens in the file.</summary>
    public long? Times { get; init; }

    /// <summary>Of <see cref="CorruptCauseKind.Clock"/>: the first step, in microseconds, negative if back; null if there is no PTS.</summary>
    public long? StepMicroseconds { get; init; }

    /// <summary>Of <see cref="CorruptCauseKind.Duration"/>: the length that the name says, in microseconds.</summary>
    public long? NameMicroseconds { get; init; }

    /// <summary>Of <see cref="CorruptCauseKind.Duration"/>: the length of the media, in microseconds.</summary>
    public long? MediaMicroseconds { get; init; }
}
