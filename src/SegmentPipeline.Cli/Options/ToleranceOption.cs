using System.CommandLine;
using SegmentPipeline.Hosting;

namespace SegmentPipeline.Cli;

/// <summary><c>--tolerance</c> of the verbs that look at one stream, read as that of an audit.</summary>
internal sealed class ToleranceOption
{
    private static readonly PipelineOption Declared = ConfiguredArguments.OptionOf("tolerance");

    private readonly Option<string?> _option = new(Declared.CommandName) { HelpName = Declared.HelpName, Description = Declared.Help };

    internal ToleranceOption(Command command) => command.Add(_option);

    /// <summary>The tolerance.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="faults">Gets a sentence if it is wrong.</param>
    internal TimeSpan Read(ParseResult parsed, List<string> faults)
    {
        if (parsed.GetValue(_option) is not { } text) return AuditDefaults.Tolerance;
        if (DurationText.TryParse(text, out var microseconds)) return TimeSpan.FromMicroseconds(microseconds);
        faults.Add($"{_option.Name}: '{text}' is not a duration; {DurationText.Expected}");
        return default;
    }
}
