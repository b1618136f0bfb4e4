namespace SegmentPipeline.Cli;

/// <summary>Nothing in an archive is ever changed, and nothing written there.</summary>
internal static class ArchiveFence
{
    /// <summary>What is wrong with an output that lies in the archive; nothing if it does not.</summary>
    /// <param name="option">The option that names the output.</param>
    /// <param name="output">A file or a directory.</param>
    /// <param name="root">The archive.</param>
    /// <param name="surroundings">The working directory.</param>
    internal static IEnumerable<string> FaultsOf(string option, string output, string root, Surroundings surroundings) =>
        LiesIn(output, root, surroundings)
        ? [$"{option}: '{output}' lies in the archive, where nothing is ever changed; name a place elsewhere"]
        : [];

    /// <summary>Whether it does, whatever links lead to either. What leads nowhere cannot be opened either, and is told then.</summary>
    private static bool LiesIn(string output, string root, Surroundings surroundings)
    {
        try
        {
            var directory = LinkedPath.Follow(Path.GetFullPath(root, surroundings.Directory));
            if (directory != "/") directory += "/";
            return $"{LinkedPath.Follow(Path.GetFullPath(output, surroundings.Directory))}/".StartsWith(
                directory,
                StringComparison.Ordinal);
        }
        catch (Exception fault) when (fault is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
