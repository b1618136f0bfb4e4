namespace SegmentPipeline.Testing;

/// <summary>What the kernel asks a file system, by its own numbers; of reading archives only.</summary>
internal enum FuseQuestion
{
    /// <summary>What a name in a directory is.</summary>
    LookUp = 1,

    /// <summary>That it has let go of something; wants no answer.</summary>
    Forget = 2,

    /// <summary>What something is that has been looked up.</summary>
    Describe = 3,

    /// <summary>What a link leads to.</summary>
    ReadLink = 5,

    /// <summary>To open a file.</summary>
    OpenFile = 14,

    /// <summary>Bytes of a file.</summary>
    ReadFile = 15,

    /// <summary>That a file is closed.</summary>
    CloseFile = 18,

    /// <summary>Before anything else: which version is spoken.</summary>
    Begin = 26,

    /// <summary>To open a directory.</summary>
    OpenDirectory = 27,

    /// <summary>Names of a directory.</summary>
    ReadDirectory = 28,

    /// <summary>That a directory is closed.</summary>
    CloseDirectory = 29,

    /// <summary>Not to wait for an answer any more; wants none itself.</summary>
    Interrupt = 36,

    /// <summary>That it has let go of several; wants no answer.</summary>
    ForgetSeveral = 42,
}
