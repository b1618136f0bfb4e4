using System.Text;

namespace SegmentPipeline.Testing;

/// <summary>A whole archive as data: what a reader would find, faults included. The in-memory reader serves it, the archive builder
/// lays it out on disk, and the naive audit judges it.</summary>
internal sealed class ArchiveTree
{
    internal TreeDirectory Root { get; private set; } = new();

    /// <summary>Leaves an empty directory in its place, as when a disk is unmounted.</summary>
    internal void Unmount() => Root = new TreeDirectory();

    /// <summary>The hour directory of a stream, made if need be with all above it.</summary>
    internal TreeDirectory Hour(string channel, string quality, string hour) => Root.Child(channel).Child(quality).Child(hour);

    /// <summary>The hour directory of the stream <c>c/q</c>, which most tests use.</summary>
    internal TreeDirectory Hour(string hour) => Hour("c", "q", hour);

    /// <summary>Everything in it, a line an entry; what a failing test prints.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Describe(text, Root, "");
        return text.ToString();
    }

    private static void Describe(StringBuilder text, TreeDirectory directory, string path)
    {
        foreach (var entry in directory.Entries.OrderBy(e => e.RawName, StringComparer.Ordinal))
        {
            text.Append(path).Append(entry).AppendLine(directory.Unreadable is null ? "" : " [unreadable directory]");
            if (entry.Directory is { } child)
            {
                if (child.Unreadable is { } cause) text.Append(path).Append(entry.RawName).Append("/ cannot be listed: ").AppendLine(cause);
                if (child.GoneWhenListed) text.Append(path).Append(entry.RawName).AppendLine("/ is gone when listed");
                Describe(text, child, $"{path}{entry.RawName}/");
            }
        }
    }
}
