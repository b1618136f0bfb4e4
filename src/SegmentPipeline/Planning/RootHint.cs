namespace SegmentPipeline;

/// <summary>Says which directory was probably meant, where the one given as the root has no hours in the right place.</summary>
internal static class RootHint
{
    private const int MostDirectories = 50;

    internal static string? For(IDirectoryReader reader, DirectoryPath root, DirectoryLevel level, NameList names)
    {
        if (HasHours(level)) return $"it looks like one quality of a channel; give the directory two levels up, {Up(root, 2)}";
        foreach (var first in level.Directories.Take(MostDirectories))
        {
            var channel = DirectoryLevel.Read(reader, root.Child(first), names);
            if (HasHours(channel)) return $"it looks like one channel; give the directory one level up, {Up(root, 1)}";
            foreach (var second in channel.Directories.Take(MostDirectories))
            {
                var quality = DirectoryLevel.Read(reader, root.Child(first).Child(second), names);
                foreach (var third in quality.Directories.Take(MostDirectories))
                {
                    if (HasHours(DirectoryLevel.Read(reader, root.Child(first).Child(second).Child(third), names)))
                    {
                        return $"it looks like the parent of one; give {root.Child(first)}";
                    }
                }
            }
        }

        return null;
    }

    private static bool HasHours(DirectoryLevel level) => level.Directories.Any(name => Hour.TryParse(name, out _));

    private static string Up(DirectoryPath root, int levels)
    {
        var path = root.ToString();
        for (var i = 0; i < levels; i++) path = Path.GetDirectoryName(path) ?? path;
        return path;
    }
}
