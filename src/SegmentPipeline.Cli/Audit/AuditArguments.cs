using System.CommandLine;
using SegmentPipeline.Hosting;
using SegmentPipeline.Replicas;

namespace SegmentPipeline.Cli;

/// <summary>What stands after <c>pipeline audit</c>.</summary>
internal sealed class AuditArguments
{
    private readonly ConfiguredArguments _configured;
    private readonly Option<bool> _rebuild = new("--rebuild")
    {
        Description = "Start a new ledger, and keep the old file beside it as FILE.TIME.old.",
    };

    private readonly Option<bool> _sameArchive = new("--same-archive")
    {
        Description = "The archive is the ledger's, however little of it is left: keep the history, and tell what was lost.",
    };

    private readonly Option<string?> _profile = new("--profile")
    {
        Description =
            "Sample where the time of this run goes and write it there: for speedscope, or folded stacks if FILE ends in .collapsed. Not in the native command.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _report = new("--report")
    {
        Description =
            "Also write a page to look at, DIR/index.html, and every record beside it, DIR/report.ndjson; both whole or not at all.",
        HelpName = "DIR",
    };

    private readonly CauseArguments _causes;

    internal AuditArguments(Command command)
    {
        _configured = new ConfiguredArguments(command);
        _configured.AddOthers();
        command.Add(_rebuild);
        command.Add(_sameArchive);
        command.Add(_report);
        _causes = new CauseArguments(command);
        command.Add(_profile);
        _configured.AddConfig();
    }

    /// <summary>The configured audit.</summary>
    /// <exception cref="UsageException">Something is wrong; all of it is named.</exception>
    internal PipelineOptions Read(ParseResult parsed, Surroundings surroundings)
    {
        var options = _configured.Read(parsed, surroundings);
        if (options.Output == MapArguments.StandardOutput) options.Output = null;
        if (OutputName.FaultOfTerminal(options.Format, options.Output, surroundings.OutputScreen) is { } fault)
            throw new UsageException(fault);
        var faults = new List<string>();
        if (options.Output is { } output) faults.AddRange(OutputName.FaultsOfReport("--output", output, options.Format));
        if (options.Ledger is not null && HttpArchive.IsAddress(options.Root!))
            faults.Add("--ledger: what a node serves has no stamps to remember hours by; leave the ledger out, or name a directory");
        if (options.Ledger is null && IsRebuilding(parsed)) faults.Add("--rebuild needs a ledger: write --ledger FILE");
        if (options.Ledger is null && IsSameArchive(parsed)) faults.Add("--same-archive needs a ledger: write --ledger FILE");
        if (IsRebuilding(parsed)
            && IsSameArchive(parsed)) faults.Add("--rebuild starts a new ledger, --same-archive keeps the old one; write one of them");
        if (ReportDirectory(parsed) is { Length: > 0 } report) faults.AddRange(ArchiveFence.FaultsOf(_report.Name, report, options.Root!,
            surroundings));
        else if (ReportDirectory(parsed) is not null) faults.Add($"{_report.Name}: the value is empty");
        return faults.Count == 0 ? options : throw new UsageException(faults);
    }

    /// <summary>What was asked about where losses came from, or null.</summary>
    /// <exception cref="UsageException">A copy is named wrongly.</exception>
    internal CauseQuestion? Causes(ParseResult parsed, Surroundings surroundings)
    {
        var faults = new List<string>();
        var question = _causes.Read(parsed, surroundings, faults);
        return faults.Count == 0 ? question : throw new UsageException(faults);
    }

    /// <summary>Whether the ledger is to be started over. No configuration can say so: it would do it every night.</summary>
    internal bool IsRebuilding(ParseResult parsed) => parsed.GetValue(_rebuild);

    /// <summary>Whether whoever runs this says that the archive is the ledger's. No configuration can: it would let any disk
    /// pass.</summary>
    internal bool IsSameArchive(ParseResult parsed) => parsed.GetValue(_sameArchive);

    /// <summary>Where the profile of this run goes, or null for none.</summary>
    internal string? ProfileFile(ParseResult parsed) => parsed.GetValue(_profile);

    /// <summary>The directory that the page goes to, or null for none.</summary>
    internal string? ReportDirectory(ParseResult parsed) => parsed.GetValue(_report);
}
