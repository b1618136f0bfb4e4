using System.CommandLine;

namespace SegmentPipeline.Cli;

/// <summary>How the records of copies are printed, and what fails: <c>--format --fail-on</c>.</summary>
internal sealed class CopyOutputArguments
{
    private readonly Option<string?> _format = new("--format")
    {
        HelpName = "text|ndjson|json|csv",
        Description = "For people, or the records for programs. [text]",
    };

    private readonly Option<string?> _failOn = new("--fail-on")
    {
        HelpName = "none|nowhere|any",
        Description =
            "What ends with exit code 1: nothing, time that no copy has and segments that none gives, or any difference or hole. [nowhere]",
    };

    internal CopyOutputArguments(Command command)
    {
        command.Add(_format);
        command.Add(_failOn);
    }

    internal (CopyFormat Format, CopyFailOn FailOn) Read(ParseResult parsed, List<string> faults) =>
        (Read(parsed, _format, CopyFormat.Text, faults), Read(parsed, _failOn, CopyFailOn.Nowhere, faults));

    private static T Read<T>(ParseResult parsed, Option<string?> option, T fallback, List<string> faults)
        where T : struct, Enum
    {
        if (parsed.GetValue(option) is not { } text) return fallback;
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(value.ToString().ToLowerInvariant(), text, StringComparison.Ordinal)) return value;
        }

        faults.Add($"{option.Name}: '{text}' is none of {option.HelpName!.Replace("|", ", ", StringComparison.Ordinal)}");
        return fallback;
    }
}
