namespace SegmentPipeline.Benchmarks.InProcess;

/// <summary>Counts the listings it passes on.</summary>
internal sealed class CountingReader(IDirectoryReader reader) : IDirectoryReader
{
    private int _listings;

    internal int Listings => _listings;

    public ReadOutcome List(DirectoryPath directory, NameList names)
    {
        Interlocked.Increment(ref _listings);
        return reader.List(directory, names);
    }

    public ReadOutcome SizeOf(DirectoryPath directory, ReadOnlySpan<byte> name, out long sizeBytes) =>
        reader.SizeOf(directory, name, out sizeBytes);

    public DirectoryFingerprint? FingerprintOf(DirectoryPath directory) => reader.FingerprintOf(directory);

    public IHeldDirectory Hold(DirectoryPath directory) => reader.Hold(directory);

    public IHeldDirectory Note(DirectoryPath directory) => reader.Note(directory);
}
