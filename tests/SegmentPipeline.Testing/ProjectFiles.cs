namespace SegmentPipeline.Testing;

/// <summary>Files of the project that tests read: documents and samples.</summary>
internal static class ProjectFiles
{
    private static readonly string Root = FindRoot();

    /// <summary>The text of a file, named from the top of the project.</summary>
    internal static string Read(string path) => File.ReadAllText(PathOf(path));

    /// <summary>Whether there is a file or directory of that name.</summary>
    internal static bool Exists(string path) => Path.Exists(PathOf(path));

    /// <summary>Where a file of the project lies.</summary>
    internal static string PathOf(string path) => Path.Combine(Root, path);

    /// <summary>The fenced blocks of a document that are marked with a language.</summary>
    internal static string[] BlocksOf(string path, string language)
    {
        var blocks = new List<string>();
        var lines = new List<string>();
        var isInside = false;
        foreach (var line in Read(path).Split('\n'))
        {
            if (isInside && line == "```") blocks.Add(string.Join('\n', lines));
            else if (isInside) lines.Add(line);
            else lines.Clear();
            isInside = line == $"```{language}" || (isInside && line != "```");
        }

        return [.. blocks];
    }

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "Pipeline.sln"))) return directory.FullName;
        }

        throw new DirectoryNotFoundException($"no Pipeline.sln above {AppContext.BaseDirectory}");
    }
}
