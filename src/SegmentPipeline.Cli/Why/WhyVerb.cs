using System.CommandLine;
using System.Text;

namespace SegmentPipeline.Cli;

/// <summary><c>pipeline why</c>: why a moment is covered as it is, or not at all.</summary>
internal sealed class WhyVerb(Surroundings surroundings)
{
    internal static Command Create(Surroundings surroundings)
    {
        var command = new Command(
            "why",
            "Says why a moment is covered as it is, or missing, and what became of every file that touches it.");
        var arguments = new WhyArguments(command, surroundings);
        var verb = new WhyVerb(surroundings);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(arguments.Read(parsed), cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(WhyOptions options, CancellationToken cancellationToken)
    {
        var archive = surroundings.OpenNamed(options.Root, options.Tolerance);
        await using var _ = archive.ConfigureAwait(false);
        var explanation = await archive
            .ExplainAsync(options.Stream, options.Moment, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        if (options.Expectation is { } expectation) explanation = WhyExpectation.Cut(explanation, expectation);
        if (options.Ledger is { } ledger) explanation = WhyLedger.Add(explanation, ledger);
        foreach (var unreadable in explanation.Unreadable)
        {
            surroundings.Error.WriteLine(
                $"pipeline: could not read {VisibleText.MakeVisible(unreadable.Path.ToString())}: {VisibleText.MakeVisible(unreadable.Cause)}"
            );
        }

        using var destination = ReportDestination.Open(null, surroundings, cancellationToken);
        if (options.Format == WhyFormat.Json)
        {
            await MomentJson.WriteAsync(destination.Stream, explanation, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            var text = WhyText.Render(explanation, surroundings.OutputScreen.TextWidth);
            await destination.Stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken).ConfigureAwait(false);
            await destination.Stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        return explanation.Unreadable.Count > 0 ? ExitCode.Incomplete : ExitCode.Success;
    }
}
