namespace SegmentPipeline.Testing;

/// <summary>What answers for the file system.</summary>
internal enum ReaderKind
{
    /// <summary>The tree itself.</summary>
    InMemory,

    /// <summary>The tree laid out on disk, read by the system calls of Linux.</summary>
    Linux,

    /// <summary>The tree laid out on disk, read by what .NET has everywhere.</summary>
    Portable,
}

/// <summary>An <see cref="ArchiveTree"/> opened as an archive, in memory or on disk; closed and removed when disposed.</summary>
internal sealed class OpenedArchive : IAsyncDisposable
{
    private readonly ArchiveBuilder? _builder;

    private OpenedArchive(SegmentArchive archive, ArchiveBuilder? builder)
    {
        Archive = archive;
        _builder = builder;
    }

    internal SegmentArchive Archive { get; }

    internal static OpenedArchive Open(ArchiveTree tree, ReaderKind kind, Timestamp? now = null)
    {
        if (kind == ReaderKind.InMemory) return Open(new InMemoryReader(tree), now);
        var builder = ArchiveBuilder.Of(tree);
        IDirectoryReader reader = kind == ReaderKind.Linux ? LinuxDirectoryReader.Instance : PortableDirectoryReader.Instance;
        return new OpenedArchive(SegmentArchive.Open(builder.Root, Options(now), reader), builder);
    }

    internal static OpenedArchive Open(InMemoryReader reader, Timestamp? now = null) =>
        new(SegmentArchive.Open(InMemoryReader.RootPath, Options(now), reader), null);

    public async ValueTask DisposeAsync()
    {
        await Archive.DisposeAsync();
        _builder?.Dispose();
    }

    private static SegmentArchiveOptions Options(Timestamp? now) =>
        new() { TimeProvider = now is { } moment ? new FixedTimeProvider(moment) : FixedTimeProvider.FarAfter };
}
