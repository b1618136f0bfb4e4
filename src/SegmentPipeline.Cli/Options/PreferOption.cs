using System.CommandLine;

namespace SegmentPipeline.Cli;

/// <summary>The option <c>--prefer WORD</c>: which of the sequences that segments make.</summary>
internal sealed class PreferOption
{
    private readonly Option<string?> _prefer = new("--prefer")
    {
        HelpName = "compatible|complete",
        Description = "compatible plays the next segment in time order that fits; complete the sequence with the most full time, then "
            + "suspect, then partial, then the fewest joins. [compatible]",
    };

    internal PreferOption(Command command) => command.Add(_prefer);

    /// <summary>What is preferred.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="faults">Gets a sentence if it is no word of these.</param>
    internal SequencePreference Read(ParseResult parsed, List<string> faults)
    {
        switch (parsed.GetValue(_prefer))
        {
            case null or "compatible": return SequencePreference.Compatible;
            case "complete": return SequencePreference.Complete;
            default:
                faults.Add($"{_prefer.Name}: '{parsed.GetValue(_prefer)}' is not compatible or complete");
                return default;
        }
    }
}
