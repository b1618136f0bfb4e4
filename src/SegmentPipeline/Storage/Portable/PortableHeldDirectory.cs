namespace SegmentPipeline;

/// <summary>A directory of which the platform tells no more than whether its path leads to one.</summary>
internal sealed class PortableHeldDirectory(DirectoryPath path) : IHeldDirectory
{
    private readonly bool _wasThere = Directory.Exists(path.Utf8);

    public bool IsCertain => false;

    public HeldState Ask() => !_wasThere || Directory.Exists(path.Utf8) ? HeldState.Same : HeldState.Absent;

    public void Dispose()
    {
        // Nothing is open.
    }
}
