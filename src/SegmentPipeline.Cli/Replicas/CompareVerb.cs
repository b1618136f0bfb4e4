using System.CommandLine;
using SegmentPipeline.Replicas;

namespace SegmentPipeline.Cli;

/// <summary><c>pipeline compare</c>: what the copies of an archive lack of each other, and from where holes can be filled.</summary>
internal sealed class CompareVerb(Surroundings surroundings)
{
    internal static Command Create(Surroundings surroundings)
    {
        var command = new Command(
            "compare",
            "Compares copies of an archive: what each lacks of the others, and from where each hole can be filled.");
        var arguments = new CompareArguments(command, surroundings);
        var verb = new CompareVerb(surroundings);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(arguments.Read(parsed), cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CompareOptions options, CancellationToken cancellationToken)
    {
        var request = options.Scope.ToRequest();
        var archive = surroundings.OpenNamed(options.Root, request.Tolerance);
        await using var _ = archive.ConfigureAwait(false);
        var replicas = options.Replicas.Select(named => ReplicaArguments.Open(named, surroundings, request.Tolerance)).ToList();
        ReplicaArguments.TellOfSame(archive, replicas, surroundings.Error);
        using var destination = ReportDestination.Open(null, surroundings, cancellationToken);
        using var status = StatusLine.On(surroundings);
        using var printer = CopyPrinter.Create(options.Format, destination.Stream, surroundings.OutputScreen, request);
        ComparedRecord? total = null;
        await foreach (var record in archive.CompareAsync(replicas, request, cancellationToken).ConfigureAwait(false))
        {
            total = record as ComparedRecord;
            if (options.Format != CopyFormat.Text || surroundings.OutputScreen == Screen.None) ShowProgress(status, record);
            await printer.WriteAsync(record, cancellationToken).ConfigureAwait(false);
        }

        status?.Dispose();
        await printer.CompleteAsync(cancellationToken).ConfigureAwait(false);
        return ExitOf(total!, options.FailOn);
    }

    private static void ShowProgress(StatusLine? status, CopyRecord record)
    {
        if (record is StreamCopyRecord { Stream: var stream }) status?.Show(elapsed => $"{stream} compared, {elapsed.TotalSeconds:0} s");
    }

    private static int ExitOf(ComparedRecord total, CopyFailOn failOn)
    {
        if (!total.Complete) return ExitCode.Incomplete;
        var fails = failOn switch
        {
            CopyFailOn.Nowhere => total.Microseconds.Nowhere > 0,
            CopyFailOn.Any => total.Missing + total.Extra + total.Holes > 0,
            _ => false,
        };
        return fails ? ExitCode.Findings : ExitCode.Success;
    }
}
