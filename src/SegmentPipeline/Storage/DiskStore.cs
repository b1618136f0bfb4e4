using System.Runtime.InteropServices;

namespace SegmentPipeline;

/// <summary>An archive on a file system of this machine, read by the kernel's calls or by the platform's.</summary>
/// <param name="root">Absolute path of the archive.</param>
/// <param name="reader">How directories are read.</param>
internal sealed class DiskStore(DirectoryPath root, IDirectoryReader reader) : IArchiveStore
{
    public DirectoryPath Root => root;

    public StoreAbilities Abilities => StoreAbilities.Sizes | StoreAbilities.Stamps;

    public ValueTask<ReadOutcome> ListAsync(DirectoryPath directory, NameList names, CancellationToken cancellationToken) =>
        new(reader.List(directory, names));

    public ValueTask AskSizesAsync(
        DirectoryPath directory,
        NameList names,
        List<SizeQuestion> questions,
        int from,
        CancellationToken cancellationToken)
    {
        reader.AskSizes(directory, names, CollectionsMarshal.AsSpan(questions)[from..]);
        return default;
    }

    public ValueTask<DirectoryFingerprint?> StampAsync(DirectoryPath directory, CancellationToken cancellationToken) =>
        new(reader.FingerprintOf(directory));

    public ValueTask<bool> MayReadAsync(DirectoryPath directory, CancellationToken cancellationToken) => new(reader.MayRead(directory));

    public ValueTask<Stream> OpenAsync(DirectoryPath directory, ReadOnlyMemory<byte> name, CancellationToken cancellationToken) =>
        new(new FileStream(reader.OpenFile(directory, name.Span), FileAccess.Read, bufferSize: 0));

    public ValueTask<Stream> OpenInsideAsync(DirectoryPath directory, ReadOnlyMemory<byte> name, CancellationToken cancellationToken) =>
        new(new FileStream(reader.OpenFileBelow(root, directory, name.Span), FileAccess.Read, bufferSize: 0));

    public IHeldDirectory Hold(DirectoryPath directory) => reader.Hold(directory);

    public IHeldDirectory Note(DirectoryPath directory) => reader.Note(directory);

    public ThreadWaits WaitsOfThread() => reader.WaitsOfThread();
}
