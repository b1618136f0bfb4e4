namespace SegmentPipeline;

/// <summary>What a directory entry is, once links are followed. The values are those of <c>d_type</c>.</summary>
internal enum EntryKind : byte
{
    /// <summary>Not told; only between the kernel and the reader that resolves it.</summary>
    Unknown = 0,

    /// <summary>A directory.</summary>
    Directory = 4,

    /// <summary>A regular file.</summary>
    File = 8,

    /// <summary>A symbolic link; only between the kernel and the reader that resolves it, or one that leads nowhere.</summary>
    Link = 10,

    /// <summary>A pipe, a socket or a device.</summary>
    Other = 15,

    /// <summary>It could not be asked for, but for another reason than that the entry leads nowhere; <see cref="NameList.CauseAt"/> has
    /// it.</summary>
    Untold = 255,
}
