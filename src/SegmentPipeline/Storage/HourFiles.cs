namespace SegmentPipeline;

/// <summary>The files of one hour in its store.</summary>
internal sealed class HourFiles(IArchiveStore store, DirectoryPath directory) : ISegmentFiles
{
    public byte[] PathOf(ReadOnlySpan<byte> name) => directory.Child(name).Bytes.ToArray();

    public ValueTask<Stream> OpenAsync(ReadOnlyMemory<byte> name, CancellationToken cancellationToken) => store.OpenAsync(directory, name, cancellationToken);
}
