using System.Text;

namespace SegmentPipeline.Cli;

/// <summary>Completion for fish: verbs and options with what they do, the values there are, and files where files are asked for.</summary>
internal static class FishCompletion
{
    /// <summary>Writes all of it.</summary>
    internal static string Render(DescribedVerb root)
    {
        var script = new StringBuilder();
        script.Append("""
            # fish completion of pipeline(1)
            function __pipeline_is_at
                set -l verb
                for word in (commandline -opc)[2..-1]
                    switch "$verb $word"

            """);
        script.Append($"            case {string.Join(' ', root.All.Where(verb => verb != root).Select(Pattern))}\n");
        script.Append("""
                            set verb (string trim -- "$verb $word")
                    end
                end
                test "$verb" = "$argv"
            end
            complete -c pipeline -f

            """);
        foreach (var verb in root.All) Add(script, verb);
        return script.ToString();
    }

    private static void Add(StringBuilder script, DescribedVerb verb)
    {
        var start = $"complete -c pipeline -n '__pipeline_is_at {verb.Words}'";
        foreach (var below in verb.Verbs) script.Append($"{start} -a {below.Name} -d {Quoted(below.Description)}\n");
        if (verb.Arguments.Any(argument => argument.IsPath)) script.Append($"{start} -a '(__fish_complete_directories)'\n");
        foreach (var option in verb.Options)
            script.Append($"{start} {NamesOf(option)}{ValuesOf(option)} -d {Quoted(option.Description)}\n");
    }

    private static string Pattern(DescribedVerb verb) =>
        verb.Words.Contains(' ', StringComparison.Ordinal) ? $"'{verb.Words}'" : $"' {verb.Words}'";

    private static string NamesOf(DescribedOption option) =>
        string.Join(
            ' ',
            option.Names.Select(name => name.StartsWith("--", StringComparison.Ordinal) ? $"-l {name[2..]}" : $"-s '{name[1..]}'"));

    private static string ValuesOf(DescribedOption option)
    {
        if (option.Value is null) return "";
        if (option.Choices.Count > 0) return $" -x -a '{string.Join(' ', option.Choices)}'";
        return option.IsPath ? " -r -F" : " -x";
    }

    private static string Quoted(string text) =>
        $"'{text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal)}'";
}
