using System.CommandLine;
using SegmentPipeline.Hosting;
using SegmentPipeline.Verification;

namespace SegmentPipeline.Cli;

/// <summary>Where the records of a verification go.</summary>
/// <param name="Format">How they are written.</param>
/// <param name="File">To which file; null for standard output.</param>
/// <param name="Report">The directory of the page; null for none.</param>
/// <param name="FailOn">What ends with exit code 1.</param>
/// <param name="Quiet">Whether no progress is shown.</param>
internal sealed record VerifyOutput(ReportFormat Format, string? File, string? Report, VerificationFailOn FailOn, bool Quiet);

/// <summary>The options <c>--format --output --report --fail-on --quiet</c>.</summary>
internal sealed class VerifyOutputArguments
{
    private readonly Option<string?> _format = new("--format")
    {
        HelpName = "text|ndjson|json|csv|parquet",
        Description = "For people, or the records for programs. [text]",
    };

    private readonly Option<string?> _output = new("--output") { HelpName = "FILE", Description = "Write there, whole or not at all." };
    private readonly Option<string?> _report = new("--report")
    {
        HelpName = "DIR",
        Description = "Also write a page to look at, DIR/index.html, and every record beside it, DIR/report.ndjson.",
    };

    private readonly Option<string?> _failOn = new("--fail-on")
    {
        HelpName = "none|corrupt|any",
        Description = "What ends with exit code 1: nothing, a corrupt file or a hidden hole, or also a repeat or a hole that is none. [corrupt]",
    };

    private readonly Option<bool> _quiet = new("--quiet") { Description = "Show no progress." };

    internal VerifyOutputArguments(Command command)
    {
        foreach (var option in (Option[])[_format, _output, _report, _failOn, _quiet]) command.Add(option);
    }

    /// <summary>Those that say nothing where files are named.</summary>
    internal IReadOnlyList<Option> OptionsOfArchives => [_report];

    /// <summary>What was asked for.</summary>
    internal VerifyOutput Read(ParseResult parsed, string? root, Surroundings surroundings, List<string> faults)
    {
        var format = VerifyWords.Read(parsed, _format, ReportFormat.Text, faults);
        var file = parsed.GetValue(_output) is { } name && name != MapArguments.StandardOutput ? name : null;
        if (OutputName.FaultOfTerminal(format, file, surroundings.OutputScreen) is { } fault) faults.Add(fault);
        if (file is not null) faults.AddRange(OutputName.FaultsOfReport(_output.Name, file, format));
        if (file is not null && root is not null) faults.AddRange(ArchiveFence.FaultsOf(_output.Name, file, root, surroundings));
        var report = parsed.GetValue(_report);
        if (report?.Length == 0) faults.Add($"{_report.Name}: the value is empty");
        else if (root is not null && report is not null) faults.AddRange(ArchiveFence.FaultsOf(_report.Name, report, root, surroundings));
        return new VerifyOutput(
            format,
            file,
            report,
            VerifyWords.Read(parsed, _failOn, VerificationFailOn.Corrupt, faults),
            parsed.GetValue(_quiet));
    }
}
