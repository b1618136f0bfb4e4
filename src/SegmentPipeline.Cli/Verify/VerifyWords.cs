using System.CommandLine;

namespace SegmentPipeline.Cli;

/// <summary>Reads the words of closed sets on the command line of <c>pipeline verify</c>.</summary>
internal static class VerifyWords
{
    /// <summary>The member that a word stands for; the fallback if none was written.</summary>
    internal static T Read<T>(ParseResult parsed, Option<string?> option, T fallback, List<string> faults)
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
