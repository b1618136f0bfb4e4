using System.CommandLine;
using SegmentPipeline.Verification;

namespace SegmentPipeline.Cli;

/// <summary><c>pipeline fleet verify</c>: what the files of all copies really hold.</summary>
internal static class FleetVerifyVerb
{
    internal static Command Create(Surroundings surroundings)
    {
        var command = new Command("verify", "Has each node read the files of its copy, and tells which are corrupt.");
        var arguments = new FleetRunArguments(command, surroundings);
        var level = new Option<string?>("--level")
        {
            HelpName = "sizes|edges|full",
            Description = "How far to look into files. [as each node is configured]",
        };
        command.Add(level);
        var output = new FleetOutputArguments(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var faults = new List<string>();
            var options = output.Read(parsed, arguments.Read(parsed, faults), faults) with { Level = ReadLevel(parsed, level, faults) };
            if (options is { Run: not null, Level: not null })
                faults.Add($"{level.Name}: the run that --run names has been asked already");
            if (faults.Count > 0) throw new UsageException(faults);
            return FleetReport.MakeAsync(options, fleet => KindOf(fleet, options), surroundings, cancellationToken);
        });
        return command;
    }

    private static string? ReadLevel(ParseResult parsed, Option<string?> option, List<string> faults)
    {
        if (parsed.GetValue(option) is null) return null;
        return VerificationWords.WordOf(VerifyWords.Read(parsed, option, VerificationLevel.Full, faults));
    }

    private static string KindOf(FleetView fleet, FleetRunOptions options) =>
        FleetErrand.KindOf(fleet, options) == RunView.Shared
            ? throw new UsageException("--archive: it is one archive that several nodes share; pipeline verify on one of them reads its files")
            : RunView.Verify;
}
