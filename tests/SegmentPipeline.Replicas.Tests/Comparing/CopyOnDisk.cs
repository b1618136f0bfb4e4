using System.Text;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Replicas.Tests.Comparing;

/// <summary>A copy as it lies on disk at a moment: every file with its content and inode, read the simple way.</summary>
internal sealed class CopyOnDisk
{
    private CopyOnDisk(string root, IDictionary<string, FileOnDisk> files, IEnumerable<string> directories)
    {
        Root = root;
        Files = new SortedDictionary<string, FileOnDisk>(files, StringComparer.Ordinal);
        Directories = new SortedSet<string>(directories, StringComparer.Ordinal);
    }

    private CopyOnDisk(string root)
    {
        Root = root;
        foreach (var path in Directory.EnumerateFiles(root, "*", Everything))
        {
            Files.Add(Path.GetRelativePath(root, path), new FileOnDisk(InodeOf(path), Convert.ToHexString(File.ReadAllBytes(path))));
        }

        foreach (var path in Directory.EnumerateDirectories(root, "*", Everything)) Directories.Add(Path.GetRelativePath(root, path));
    }

    internal string Root { get; }

    /// <summary>All files, by their paths below the root.</summary>
    internal SortedDictionary<string, FileOnDisk> Files { get; } = new(StringComparer.Ordinal);

    internal SortedSet<string> Directories { get; } = new(StringComparer.Ordinal);

    private static EnumerationOptions Everything => new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };

    internal static CopyOnDisk Read(string root) => new(root);

    /// <summary>It with further files that are empty.</summary>
    internal CopyOnDisk With(IEnumerable<string> paths)
    {
        var copy = new CopyOnDisk(Root, Files, Directories);
        foreach (var path in paths)
        {
            copy.Files.Add(path, new FileOnDisk(0, ""));
            for (var at = path.IndexOf('/'); at >= 0; at = path.IndexOf('/', at + 1)) copy.Directories.Add(path[..at]);
        }

        return copy;
    }

    /// <summary>The streams that have an hour.</summary>
    internal IEnumerable<string> Streams => Directories.Where(path => path.Split('/').Length == 2);

    /// <summary>The hours of a stream.</summary>
    internal IEnumerable<string> HoursOf(string stream) => Directories
        .Where(path => path.StartsWith(stream + "/", StringComparison.Ordinal) && path.Split('/').Length == 3)
        .Select(path => path.Split('/')[2])
        .Where(hour => Hour.TryParse(hour, out _));

    /// <summary>The names of an hour that are not hidden.</summary>
    internal List<string> NamesOf(string stream, string hour) => Files.Keys
        .Where(path => path.StartsWith($"{stream}/{hour}/", StringComparison.Ordinal))
        .Select(path => path[(stream.Length + hour.Length + 2)..])
        .Where(name => !name.Contains('/', StringComparison.Ordinal) && !name.StartsWith('.'))
        .ToList();

    /// <summary>It as the naive audit reads archives.</summary>
    internal ArchiveTree ToTree()
    {
        var tree = new ArchiveTree();
        foreach (var path in Directories) DirectoryOf(tree, path);
        foreach (var (path, file) in Files)
            DirectoryOf(tree, Path.GetDirectoryName(path)!).File(Raw(Path.GetFileName(path)), file.Content.Length / 2);
        return tree;
    }

    private static TreeDirectory DirectoryOf(ArchiveTree tree, string path) => path
        .Split('/', StringSplitOptions.RemoveEmptyEntries)
        .Aggregate(tree.Root, (directory, name) => directory.Child(Raw(name)));

    private static string Raw(string name) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(name));

    private static ulong InodeOf(string path) => LibC.StatOf(LibC.Terminated(path), LibC.StatInode)!.Value.Inode;
}

/// <param name="Inode">Tells it from another of the same content.</param>
/// <param name="Content">Its bytes, in hexadecimal.</param>
internal sealed record FileOnDisk(ulong Inode, string Content);
