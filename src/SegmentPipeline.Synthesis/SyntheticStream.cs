namespace SegmentPipeline.Synthesis;

/// <summary>One stream of a synthetic archive: its timeline, and how its segments become files.</summary>
internal sealed class SyntheticStream
{
    private const int MostCopies = 4;

    private readonly ulong _seed;
    private readonly long _bytesPerFile;

    internal SyntheticStream(SyntheticArchiveOptions options, int index)
    {
        Index = index;
        Id = new StreamId(ChannelName(index / options.Qualities), QualityName(index % options.Qualities));
        _seed = SplitMix64.Derive(unchecked((ulong)options.Seed), index);
        _bytesPerFile = options.BytesPerFile;
        SegmentMicroseconds = options.SecondsPerSegment * Timestamp.MicrosecondsPerSecond;
        Timeline = new RecorderTimeline(_seed, options.Start, SegmentMicroseconds);
    }

    /// <summary>Which stream of the archive this is, from zero.</summary>
    internal int Index { get; }

    internal StreamId Id { get; }

    internal RecorderTimeline Timeline { get; }

    /// <summary>Whether names carry the hash of what the files contain.</summary>
    internal bool HasContent => _bytesPerFile > 0;

    /// <summary>Length of a regular segment.</summary>
    internal long SegmentMicroseconds { get; }

    /// <summary>Numbers for <paramref name="purpose"/>, the same whenever they are asked for.</summary>
    internal SplitMix64 Draw(long purpose) => new(SplitMix64.Derive(~_seed, purpose));

    /// <summary>The segment as the recorder writes it if nothing is planted.</summary>
    internal SegmentDraft Draft(RecorderSegment segment) =>
        new(segment.Start, segment.DurationMicroseconds, SegmentKind.Full, _bytesPerFile);

    /// <summary>The file of a segment, its name carrying the hash of its content; of its seed if the archive has no content.</summary>
    internal PlannedFile FileOf(in SegmentDraft draft)
    {
        var seed = SplitMix64.Derive(_seed, draft.Start.UnixMicroseconds * MostCopies + draft.Copy);
        Span<byte> hash = stackalloc byte[SegmentNameFormat.HashBytes];
        if (draft.SizeBytes > 0 || _bytesPerFile > 0) SyntheticContent.Hash(seed, draft.SizeBytes, hash);
        else new SplitMix64(seed).Fill(hash);
        Span<byte> name = stackalloc byte[SegmentNameFormat.MostBytes];
        var offset = draft.Start.MicrosecondsSince(draft.Start.Hour.Start);
        var length = SegmentNameFormat.Write(name, offset, draft.DurationMicroseconds, draft.Kind, hash);
        return new PlannedFile(name[..length].ToArray(), draft.SizeBytes, seed);
    }

    /// <summary>The segment as findings name it.</summary>
    internal EntryPath PathOf(in SegmentDraft draft) => new(Id, draft.Start.Hour, FileOf(draft).Name.Span);

    private static string ChannelName(int index) => $"channel{index + 1:D2}";

    private static string QualityName(int index)
    {
        ReadOnlySpan<string> usual = ["source", "720p60", "480p", "360p", "160p"];
        return index < usual.Length ? usual[index] : $"quality{index + 1:D2}";
    }
}
