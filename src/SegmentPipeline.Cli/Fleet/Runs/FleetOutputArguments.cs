using System.CommandLine;
using SegmentPipeline.Hosting;

namespace SegmentPipeline.Cli;

/// <summary>Where the records of a run go: <c>--format --output --quiet</c>.</summary>
internal sealed class FleetOutputArguments
{
    private readonly Option<string?> _format = new("--format")
    {
        HelpName = "text|ndjson|json|csv",
        Description = "For people, or the records for programs. [text]",
    };

    private readonly Option<string?> _output = new("--output") { HelpName = "FILE", Description = "Write there, whole or not at all." };
    private readonly Option<bool> _quiet = new("--quiet") { Description = "Show no progress." };

    internal FleetOutputArguments(Command command)
    {
        foreach (var option in (Option[])[_format, _output, _quiet]) command.Add(option);
    }

    /// <summary>The same options, with where the records go.</summary>
    internal FleetRunOptions Read(ParseResult parsed, FleetRunOptions options, List<string> faults)
    {
        var format = VerifyWords.Read(parsed, _format, CopyFormat.Text, faults);
        var output = parsed.GetValue(_output) is { } name && name != MapArguments.StandardOutput ? name : null;
        if (output is not null) faults.AddRange(OutputName.FaultsOfReport(_output.Name, output, ReportFormatOf(format)));
        return options with { Format = format, Output = output, Quiet = parsed.GetValue(_quiet) };
    }

    private static ReportFormat ReportFormatOf(CopyFormat format) => format switch
    {
        CopyFormat.Text => ReportFormat.Text,
        CopyFormat.Ndjson => ReportFormat.Ndjson,
        CopyFormat.Json => ReportFormat.Json,
        CopyFormat.Csv => ReportFormat.Csv,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "no such format"),
    };
}
