using System.Text;

namespace SegmentPipeline.Testing;

/// <summary>One entry of a directory of an <see cref="ArchiveTree"/>, with the faults it will show.</summary>
internal sealed class TreeEntry(string rawName, EntryKind kind)
{
    /// <summary>The name's bytes, each as the character of the same number (Latin-1): any bytes fit, and ordinal order is byte
    /// order.</summary>
    internal string RawName { get; } = rawName;

    internal EntryKind Kind { get; } = kind;

    /// <summary>What lies in it if it is a directory.</summary>
    internal TreeDirectory? Directory { get; init; }

    internal long SizeBytes { get; set; }

    /// <summary>Listed, but gone when its size is asked.</summary>
    internal bool Vanishes { get; init; }

    /// <summary>Why its size cannot be had, or null.</summary>
    internal string? SizeFault { get; init; }

    /// <summary>Why it cannot be told what it is, or null.</summary>
    internal string? KindFault { get; init; }

    /// <summary>On disk it is a symbolic link to what it says it is.</summary>
    internal bool ThroughLink { get; init; }

    /// <summary>Whether it is one of the directories of its level: what cannot be told is one unless it turns out to be none when it is
    /// listed.</summary>
    internal bool IsDirectoryWhenListed => KindFault is null ? Kind == EntryKind.Directory : Directory is { GoneWhenListed: false };

    internal byte[] NameBytes => Encoding.Latin1.GetBytes(RawName);

    public override string ToString() =>
        $"{SegmentPipeline.RawName.ToText(NameBytes)} ({Kind}, {SizeBytes} bytes{(Vanishes ? ", vanishes" : "")}{(SizeFault is null ? "" : ", no size")}{(KindFault is null ? "" : ", cannot be told")})";
}
