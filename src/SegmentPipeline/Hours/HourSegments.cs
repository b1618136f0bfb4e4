namespace SegmentPipeline;

/// <summary>Segments of one hour, in time order, with their names: immutable, two arrays for the whole hour.</summary>
internal sealed class HourSegments(StreamId stream, Hour hour, HourFiles files, SegmentEntry[] entries, byte[] names)
{
    internal StreamId Stream { get; } = stream;

    internal Hour Hour { get; } = hour;

    /// <summary>Where the files are.</summary>
    internal HourFiles Files { get; } = files;

    internal ReadOnlySpan<SegmentEntry> Entries => entries;

    /// <summary>Bytes that this hour keeps alive.</summary>
    internal int SizeBytes => entries.Length * 16 + names.Length;

    internal ReadOnlySpan<byte> NameOf(int index)
    {
        ref readonly var entry = ref entries[index];
        return names.AsSpan(entry.NameOffset, entry.NameLength);
    }
}
