namespace SegmentPipeline;

/// <summary>Paths as the kernel walks them.</summary>
internal static class LinkedPath
{
    private const int MostLinks = 40; // As the kernel has it.

    /// <summary>Where a path leads: link by link, and <c>..</c> from where a link has led. What lies in <c>/proc</c> is not followed: its
    /// links lead on to things without a name.</summary>
    /// <exception cref="IOException">Too many links lead on from one another.</exception>
    internal static string Follow(string path)
    {
        var reached = "/";
        var rest = new Stack<string>(PartsLastFirst(path));
        for (var links = 0; rest.TryPop(out var part);)
        {
            var next = part == ".." ? Path.GetDirectoryName(reached) ?? "/" : Path.Combine(reached, part);
            if (next.StartsWith("/proc/", StringComparison.Ordinal) || new FileInfo(next).LinkTarget is not { } target)
            {
                reached = next;
                continue;
            }

            if (++links > MostLinks) throw new IOException("too many links lead on from one another");
            if (target.StartsWith('/')) reached = "/";
            foreach (var further in PartsLastFirst(target)) rest.Push(further);
        }

        return reached;
    }

    private static IEnumerable<string> PartsLastFirst(string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").Reverse();
}
