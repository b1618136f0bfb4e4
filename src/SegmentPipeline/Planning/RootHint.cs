namespace SegmentPipeline;

/// <summary>Says which directory was probably meant, where the one given as the root has no hours in the right place.</summary>
internal static class RootHint
{
    private const int MostDirectories = 50;

    internal static async Task<string?> ForAsync(
        IArchiveStore store,
        DirectoryLevel level,
        NameList names,
        CancellationToken cancellationToken)
    {
        if (HasHours(level)) return $"it looks like one quality of a channel; give the directory two levels up, {Up(store.Root, 2)}";
        foreach (var first in level.Directories.Take(MostDirectories))
        {
            var channel = await ReadAsync(store.Root.Child(first)).ConfigureAwait(false);
            if (HasHours(channel)) return $"it looks like one channel; give the directory one level up, {Up(store.Root, 1)}";
            foreach (var second in channel.Directories.Take(MostDirectories))
            {
                var quality = await ReadAsync(store.Root.Child(first).Child(second)).ConfigureAwait(false);
                foreach (var third in quality.Directories.Take(MostDirectories))
                {
                    if (HasHours(await ReadAsync(store.Root.Child(first).Child(second).Child(third)).ConfigureAwait(false)))
                    {
                        return $"it looks like the parent of one; give {store.Root.Child(first)}";
                    }
                }
            }
        }

        return null;

        ValueTask<DirectoryLevel> ReadAsync(DirectoryPath path) => DirectoryLevel.ReadAsync(store, path, names, cancellationToken);
    }

    private static bool HasHours(DirectoryLevel level) => level.Hours.Any();

    private static string Up(DirectoryPath root, int levels)
    {
        var path = root.ToString();
        for (var i = 0; i < levels; i++) path = Path.GetDirectoryName(path) ?? path;
        return path;
    }
}
