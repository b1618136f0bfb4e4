namespace SegmentPipeline.Cli;

/// <summary>The words by which a user started this command, so that what it recommends can be typed as it stands: <c>pipeline</c> only
/// where the shell found one on its path.</summary>
internal static class StartedAs
{
    private const string Otherwise = "pipeline";

    /// <summary>The words of this process, from what Linux knows of it and of its parent; elsewhere <c>pipeline</c>.</summary>
    internal static string OfProcess()
    {
        try
        {
            return CommandFor(WordsOf("self"), WordsOf(ParentOf(File.ReadAllText("/proc/self/stat"))));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Otherwise;
        }
    }

    /// <summary>What stands before the verb.</summary>
    /// <param name="own">The words of this process: its file as the user named it, and arguments.</param>
    /// <param name="parent">The words of the process that started it.</param>
    internal static string CommandFor(IReadOnlyList<string> own, IReadOnlyList<string> parent)
    {
        if (own.Count == 0 || own[0].Length == 0) return Otherwise;
        if (IsDotnet(own[0]) && own.TakeWhile(word => !IsLibrary(word)).Count() is var library && library < own.Count)
            return Join(own.Take(library + 1));
        // dotnet run starts what it has built by its whole path, which nobody types.
        return own[0].StartsWith('/') && RunOf(parent, own.Count - 1) is { } run ? run : Join(own.Take(1));
    }

    private static string? RunOf(IReadOnlyList<string> parent, int arguments)
    {
        if (parent.Count < 2 || !IsDotnet(parent[0]) || parent[1] != "run") return null;
        var separator = parent.TakeWhile(word => word != "--").Count();
        return Join([.. parent.Take(separator < parent.Count ? separator : Math.Max(2, parent.Count - arguments)), "--"]);
    }

    private static bool IsDotnet(string word) => Path.GetFileName(word) == "dotnet";

    private static bool IsLibrary(string word) => word.EndsWith(".dll", StringComparison.Ordinal);

    private static string Join(IEnumerable<string> words) => string.Join(' ', words.Select(ShellWord.Quote));

    private static string[] WordsOf(string process)
    {
        var words = File.ReadAllText($"/proc/{process}/cmdline");
        return words.TrimEnd('\0') is { Length: > 0 } text ? text.Split('\0') : [];
    }

    // The second field is the name, in brackets, and may hold anything; the fourth is the parent.
    private static string ParentOf(string stat) => stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1];
}
