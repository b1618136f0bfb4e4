namespace SegmentPipeline;

/// <summary>What is remembered of the contents of files, so that a verification goes on where the last one ended.</summary>
/// <remarks>One caller at a time. What <see cref="Remember"/> has taken survives a sudden end of the process.</remarks>
public interface IContentMemory
{
    /// <summary>What is known of a stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <returns>Each hour of which anything was verified.</returns>
    IReadOnlyDictionary<Hour, VerifiedHour> Recall(StreamId stream);

    /// <summary>Takes what has been verified of an hour, in place of what was known of it. Corrupt files that were known and that
    /// <see cref="VerifiedHour.Corrupt"/> does not name any more are taken for mended or gone.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="hour">The hour.</param>
    /// <param name="verified">What was found.</param>
    void Remember(StreamId stream, Hour hour, VerifiedHour verified);

    /// <summary>Takes corrupt files that were found outside of a verification of their whole hour, as in a sample.</summary>
    /// <param name="corrupt">The files.</param>
    /// <param name="at">When they were read.</param>
    void RememberCorrupt(IReadOnlyList<CorruptFile> corrupt, Timestamp at);
}

/// <summary>What was verified of an hour.</summary>
public sealed record VerifiedHour
{
    /// <summary>When the least recently verified file of it was read.</summary>
    public required Timestamp VerifiedAt { get; init; }

    /// <summary>How far the files were looked into.</summary>
    public required VerificationLevel Level { get; init; }

    /// <summary>SHA-256 over the names of all segments that were to be read, sorted by their bytes, each followed by a line feed; 32
    /// bytes.</summary>
    public required ReadOnlyMemory<byte> Names { get; init; }

    /// <summary>The identity and times of the directory when it was listed; null if there is no telling.</summary>
    public DirectoryFingerprint? Fingerprint { get; init; }

    /// <summary>The name of the last file that was verified, as bytes, if the hour is not finished; null if it is.</summary>
    public ReadOnlyMemory<byte>? UpTo { get; init; }

    /// <summary>How many files were verified.</summary>
    public required long Files { get; init; }

    /// <summary>Their bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>How many files could not be read; they do not count as verified.</summary>
    public long Unreadable { get; init; }

    /// <summary>The corrupt ones among them.</summary>
    public IReadOnlyList<CorruptFile> Corrupt { get; init; } = [];
}
