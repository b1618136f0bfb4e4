using System.Text;

namespace SegmentPipeline.Cli;

/// <summary>Completion for bash: verbs, options, the values there are, and files where files are asked for.</summary>
internal static class BashCompletion
{
    /// <summary>Writes all of it.</summary>
    internal static string Render(DescribedVerb root)
    {
        var script = new StringBuilder();
        script.Append("""
            # bash completion of pipeline(1)
            _pipeline_words() { mapfile -t COMPREPLY < <(compgen -W "$1" -- "$2"); }
            _pipeline_paths() { compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen "$1" -- "$2"); }
            _pipeline() {
                local word verb='' current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
                COMPREPLY=()
                if [[ $current == '=' ]]; then current=''; elif [[ $before == '=' ]]; then before=${COMP_WORDS[COMP_CWORD - 2]}; fi
                for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
                    case "$verb $word" in

            """);
        script.Append(
            $"            {string.Join(" | ", root.All.Where(verb => verb != root).Select(Pattern))}) verb=\"${{verb:+$verb }}$word\" ;;\n"
        );
        script.Append("        esac\n    done\n    case \"$verb $before\" in\n");
        foreach (var verb in root.All)
        {
            foreach (var option in verb.Options.Where(option => option.Value is not null))
                script.Append($"        '{verb.Words} {option.Names[0]}') {ValuesOf(option)} return ;;\n");
        }

        script.Append("    esac\n    case \"$verb $current\" in\n");
        foreach (var verb in root.All)
            script.Append(
                $"        '{verb.Words} -'*) _pipeline_words '{string.Join(' ', verb.Options.SelectMany(option => option.Names))}' \"$current\" ;;\n"
            );
        foreach (var verb in root.All) script.Append($"        '{verb.Words} '*) {WordsOf(verb)} ;;\n");
        script.Append("    esac\n}\ncomplete -F _pipeline pipeline\n");
        return script.ToString();
    }

    private static string Pattern(DescribedVerb verb) =>
        verb.Words.Contains(' ', StringComparison.Ordinal) ? $"'{verb.Words}'" : $"' {verb.Words}'";

    private static string ValuesOf(DescribedOption option)
    {
        if (option.Choices.Count > 0) return $"_pipeline_words '{string.Join(' ', option.Choices)}' \"$current\";";
        return option.IsPath ? "_pipeline_paths -f \"$current\";" : "";
    }

    private static string WordsOf(DescribedVerb verb)
    {
        if (verb.Verbs.Count > 0) return $"_pipeline_words '{string.Join(' ', verb.Verbs.Select(below => below.Name))}' \"$current\"";
        return verb.Arguments.Any(argument => argument.IsPath) ? "_pipeline_paths -d \"$current\"" : ":";
    }
}
