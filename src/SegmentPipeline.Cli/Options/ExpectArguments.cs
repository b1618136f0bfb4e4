using System.CommandLine;
using SegmentPipeline.Hosting;

namespace SegmentPipeline.Cli;

/// <summary>What is expected, for verbs that take nothing else from the configuration: <c>--expect FILE</c>, or else the key of the
/// configuration, read as those of an audit.</summary>
internal sealed class ExpectArguments
{
    private static readonly PipelineOption Declared = ConfiguredArguments.OptionOf("expect");

    private readonly Command _command;
    private readonly Surroundings _surroundings;
    private readonly Option<string?> _expect = new(Declared.CommandName) { HelpName = Declared.HelpName, Description = Declared.Help };
    private readonly Option<string?> _config = new("--config")
    {
        HelpName = "FILE",
        Description = "Configuration file that says what is expected; none for no file. [./pipeline.json, if it is there]",
    };

    internal ExpectArguments(Command command, Surroundings surroundings)
    {
        (_command, _surroundings) = (command, surroundings);
        command.Add(_expect);
    }

    /// <summary>The option for the configuration file; the last of the help.</summary>
    internal void AddConfig() => _command.Add(_config);

    /// <summary>What was asked for: options that say what is expected, and since when that matters. What else the configuration says
    /// does not count.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="start">Start of the window; null for the first hour.</param>
    /// <param name="faults">Gets what is wrong.</param>
    internal AuditOptions Read(ParseResult parsed, Timestamp? start, List<string> faults)
    {
        try
        {
            var given = parsed.GetValue(_expect) is { } file ? new Dictionary<string, string?> { [Declared.Name] = file } : [];
            var layer = new ConfigurationLayer(ConfigurationSources.SectionOf(given), _ => _expect.Name);
            var expected = ConfigurationSources.ReadExpected(parsed.GetValue(_config), layer, _surroundings);
            (expected.Start, expected.StartAgo, expected.Last, expected.End, expected.EndAgo) = (start, null, null, null, null);
            faults.AddRange(expected.Validate());
            return expected;
        }
        catch (UsageException wrong)
        {
            faults.AddRange(wrong.Faults);
            return new AuditOptions();
        }
    }
}
