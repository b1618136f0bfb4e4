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
        HasMedia = options.Media;
        _bytesPerFile = HasMedia ? Math.Max(1, options.BytesPerFile) : options.BytesPerFile;
        SegmentMicroseconds = options.SecondsPerSegment * Timestamp.MicrosecondsPerSecond;
        Timeline = new RecorderTimeline(_seed, options.Start, SegmentMicroseconds);
    }

    /// <summary>Which stream of the archive this is, from zero.</summary>
    internal int Index { get; }

    internal StreamId Id { get; }

    internal RecorderTimeline Timeline { get; }

    /// <summary>Whether files are transport streams.</summary>
    internal bool HasMedia { get; }

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
        if (HasMedia)
        {
            byte[] content = draft.SizeBytes > 0 ? MediaOf(draft).Content : [];
            return FileOf(draft, content, ContentFaults.HashOf(content));
        }

        var seed = SeedOf(draft);
        Span<byte> hash = stackalloc byte[SegmentNameFormat.HashBytes];
        if (draft.SizeBytes > 0 || _bytesPerFile > 0) SyntheticContent.Hash(seed, draft.SizeBytes, hash);
        else new SplitMix64(seed).Fill(hash);
        return new PlannedFile(NameOf(draft, hash), draft.SizeBytes, seed);
    }

    /// <summary>The file of a segment with a content and a hash of its own.</summary>
    internal static PlannedFile FileOf(in SegmentDraft draft, byte[] content, ReadOnlySpan<byte> hash) =>
        new(NameOf(draft, hash), content.Length, Content: content);

    /// <summary>The media of a segment.</summary>
    /// <param name="draft">The segment.</param>
    /// <param name="lateMicroseconds">By how much its clock is late.</param>
    internal MediaFile MediaOf(in SegmentDraft draft, long lateMicroseconds = 0) =>
        new(new MediaDraft(draft.Start.AddMicroseconds(lateMicroseconds), draft.DurationMicroseconds, draft.SizeBytes, SeedOf(draft)));

    /// <summary>The segment as findings name it.</summary>
    internal EntryPath PathOf(in SegmentDraft draft) => new(Id, draft.Start.Hour, FileOf(draft).Name.Span);

    private ulong SeedOf(in SegmentDraft draft) =>
        SplitMix64.Derive(_seed, draft.Start.UnixMicroseconds * MostCopies + draft.Copy);

    private static byte[] NameOf(in SegmentDraft draft, ReadOnlySpan<byte> hash)
    {
        Span<byte> name = stackalloc byte[SegmentNameFormat.MostBytes];
        var offset = draft.Start.MicrosecondsSince(draft.Start.Hour.Start);
        var length = SegmentNameFormat.Write(name, offset, draft.DurationMicroseconds, draft.Kind, hash);
        return name[..length].ToArray();
    }

    private static string ChannelName(int index) => $"channel{index + 1:D2}";

    private static string QualityName(int index)
    {
        ReadOnlySpan<string> usual = ["source", "720p60", "480p", "360p", "160p"];
        return index < usual.Length ? usual[index] : $"quality{index + 1:D2}";
    }
}
