using System.Text;

namespace SegmentPipeline.Cli;

/// <summary>Completion for zsh: verbs and options with what they do, the values there are, and files where files are asked for.</summary>
internal static class ZshCompletion
{
    /// <summary>Writes all of it.</summary>
    internal static string Render(DescribedVerb root)
    {
        var script = new StringBuilder("#compdef pipeline\n# zsh completion of pipeline(1)\n");
        foreach (var verb in root.All) Add(script, verb);
        return script.Append("_pipeline \"$@\"\n").ToString();
    }

    private static void Add(StringBuilder script, DescribedVerb verb)
    {
        script.Append($"{FunctionOf(verb)}() {{\n");
        if (verb.Verbs.Count > 0) AddVerbs(script, verb);
        script.Append("    _arguments -s");
        foreach (var option in verb.Options) script.Append(" \\\n        ").Append(Spec(option));
        foreach (var argument in verb.Arguments)
        {
            script.Append(
                $" \\\n        '{(argument.IsOptional ? ":" : "")}:{Quoted(argument.Name)}:{(argument.IsPath ? "_directories" : " ")}'");
        }

        if (verb.Verbs.Count > 0) script.Append(" \\\n        '1:verb:{ _describe verb verbs }'");
        script.Append("\n}\n");
    }

    /// <summary>Goes on in the verb below, once its word stands there.</summary>
    private static void AddVerbs(StringBuilder script, DescribedVerb verb)
    {
        script.Append("    local -a verbs=(\n");
        foreach (var below in verb.Verbs)
            script.Append($"        '{below.Name}:{Quoted(below.Description.Replace(":", @"\:", StringComparison.Ordinal))}'\n");
        script.Append("    )\n    if (( CURRENT > 2 )); then\n        case $words[2] in\n");
        foreach (var below in verb.Verbs)
            script.Append($"            {below.Name}) shift words; (( CURRENT-- )); {FunctionOf(below)}; return ;;\n");
        script.Append("        esac\n    fi\n");
    }

    private static string FunctionOf(DescribedVerb verb) =>
        verb.Words.Length == 0 ? "_pipeline" : $"_pipeline_{verb.Words.Replace(' ', '_')}";

    private static string Spec(DescribedOption option)
    {
        var names =
            option.Names.Count == 1
                ? ""
                : $"'({string.Join(' ', option.Names)})'{{{string.Join(',', option.Names.Select(name => $"'{name}'"))}}}";
        var start = names.Length > 0 ? names + "'" : $"'{(option.IsRepeatable ? "*" : "")}{option.Names[0]}";
        return $"{start}[{Quoted(InBrackets(option.Description))}]{ValueOf(option)}'";
    }

    private static string ValueOf(DescribedOption option)
    {
        if (option.Value is null) return "";
        if (option.Choices.Count > 0) return $":value:({string.Join(' ', option.Choices)})";
        return $":{Quoted(option.Value)}:{(option.IsPath ? "_files" : " ")}";
    }

    private static string InBrackets(string text) => text.Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("[", @"\[", StringComparison.Ordinal).Replace("]", @"\]", StringComparison.Ordinal);

    private static string Quoted(string text) => text.Replace("'", @"'\''", StringComparison.Ordinal);
}
