extern alias Synthesis;

using System.Text;
using Synthesis::SegmentPipeline.Synthesis;

namespace SegmentPipeline.Testing;

/// <summary>An archive on disk in a temporary directory of its own, which goes when it is disposed.</summary>
internal sealed class ArchiveBuilder : IDisposable
{
    private readonly List<byte[]> _rawPaths = [];
    private readonly string _home;
    private int _linkTargets;

    internal ArchiveBuilder()
    {
        _home = Directory.CreateTempSubdirectory("segment-archive-").FullName;
        Root = Path.Combine(_home, "archive");
        Directory.CreateDirectory(Root);
    }

    /// <summary>Absolute path of the archive.</summary>
    internal string Root { get; }

    /// <summary>Lays out everything in a tree. Directories that cannot be listed and files that vanish cannot be laid out.</summary>
    internal static ArchiveBuilder Of(ArchiveTree tree)
    {
        var builder = new ArchiveBuilder();
        builder.LayOut(tree.Root, Encoding.UTF8.GetBytes(builder.Root));
        return builder;
    }

    /// <summary>Makes a file of so many bytes below a stream.</summary>
    internal ArchiveBuilder File(string channel, string quality, string hour, string name, long sizeBytes = 0) =>
        File(PathOf(channel, quality, hour), Encoding.UTF8.GetBytes(name), sizeBytes);

    /// <summary>Makes a file whose name is any bytes.</summary>
    internal ArchiveBuilder File(string channel, string quality, string hour, byte[] name, long sizeBytes = 0) =>
        File(PathOf(channel, quality, hour), name, sizeBytes);

    /// <summary>Makes the tombstone that withdraws a segment.</summary>
    internal ArchiveBuilder Tombstone(string channel, string quality, string hour, string segmentName) =>
        File(channel, quality, hour, Path.ChangeExtension(segmentName, ".tombstone"));

    /// <summary>Makes a directory, with all above it.</summary>
    internal ArchiveBuilder DirectoryAt(params string[] path)
    {
        Directory.CreateDirectory(PathOf(path));
        return this;
    }

    /// <summary>Makes a symbolic link.</summary>
    internal ArchiveBuilder Link(string target, params string[] path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        System.IO.File.CreateSymbolicLink(PathOf(path), target);
        return this;
    }

    /// <summary>The path of something below the root.</summary>
    internal string PathOf(params string[] path) => Path.Combine([Root, .. path]);

    public void Dispose()
    {
        for (var i = _rawPaths.Count - 1; i >= 0; i--) RawFiles.Delete(_rawPaths[i]);
        if (Directory.Exists(_home)) Directory.Delete(_home, recursive: true);
    }

    private ArchiveBuilder File(string directory, byte[] name, long sizeBytes)
    {
        Directory.CreateDirectory(directory);
        RawFiles.Create(Child(Encoding.UTF8.GetBytes(directory), name), sizeBytes);
        return this;
    }

    /// <summary>Lays out directories and plain files as a plan; links and pipes, which no recorder makes, one by one.</summary>
    private void LayOut(TreeDirectory tree, byte[] path)
    {
        new ArchiveWriter(Encoding.UTF8.GetString(path)).Write(new ArchivePlan(Plan(tree, "")));
        AddOddEntries(tree, path);
    }

    private static IEnumerable<PlannedDirectory> Plan(TreeDirectory directory, string path)
    {
        if (directory.Unreadable is not null || directory.GoneWhenListed)
            throw new ArgumentException("a directory that cannot be listed cannot be laid out on disk");
        var plain = directory.Entries.Where(entry => !entry.ThroughLink).ToLookup(entry => entry.Kind);
        yield return new PlannedDirectory(path, plain[EntryKind.File].Select(file => new PlannedFile(file.NameBytes, file.SizeBytes)));
        foreach (var child in plain[EntryKind.Directory])
        {
            var childPath = path.Length == 0 ? RawName.ToText(child.NameBytes) : $"{path}/{RawName.ToText(child.NameBytes)}";
            foreach (var planned in Plan(child.Directory!, childPath)) yield return planned;
        }
    }

    private void AddOddEntries(TreeDirectory directory, byte[] path)
    {
        foreach (var entry in directory.Entries)
        {
            var child = Child(path, entry.NameBytes);
            if (entry.ThroughLink)
            {
                var target = Encoding.UTF8.GetBytes(Path.Combine(_home, $"target-{_linkTargets++}"));
                if (entry.Kind == EntryKind.File) RawFiles.Create(target, entry.SizeBytes);
                else LayOut(entry.Directory!, target);
                RawFiles.CreateLink(child, target);
            }
            else if (entry.Kind == EntryKind.Directory)
            {
                AddOddEntries(entry.Directory!, child);
            }
            else if (entry.Kind == EntryKind.Link)
            {
                RawFiles.CreateLink(child, "leads-nowhere"u8.ToArray());
            }
            else if (entry.Kind == EntryKind.Other)
            {
                RawFiles.CreatePipe(child);
            }
        }
    }

    /// <summary>Joins two names; remembers the path if .NET could not delete it later.</summary>
    private byte[] Child(byte[] directory, byte[] name)
    {
        byte[] path = [.. directory, (byte)'/', .. name];
        if (!System.Text.Unicode.Utf8.IsValid(path)) _rawPaths.Add(path);
        return path;
    }
}
