using System.CommandLine;
using System.CommandLine.Help;
using System.Text;
using SegmentPipeline.Playback;
using SegmentPipeline.Replicas;
using SegmentPipeline.Verification;

namespace SegmentPipeline.Cli;

/// <summary>The command <c>pipeline</c>: its verbs, and what becomes of everything that can go wrong.</summary>
internal static class PipelineCommand
{
    /// <summary>Runs one command line to its end.</summary>
    /// <returns>The exit code.</returns>
    internal static async Task<int> RunAsync(IReadOnlyList<string> arguments, Surroundings surroundings, TerminationSignals signals)
    {
        ParseResult? parsed = null;
        try
        {
            var root = Build(surroundings, signals, out var help);
            parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (CommandLineFaults.LackOnlyAVerb(parsed))
            {
                surroundings.Error.Write(help.PageOf(parsed.CommandResult.Command, TextWidth(surroundings.ErrorScreen ?? Screen.None)));
                return ExitCode.Usage;
            }

            var faults = CommandLineFaults.FaultsIn(parsed);
            if (faults.Count > 0) throw new UsageException(faults);
            using var output = new StreamWriter(new ReportStream(surroundings.Output, "standard output"), new UTF8Encoding(false));
            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = output,
                    Error = surroundings.Error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                },
                signals.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            return signals.ExitCode;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return Tell(fault, parsed?.CommandResult.Command ?? new RootCommand(), surroundings);
        }
    }

    private static RootCommand Build(Surroundings surroundings, TerminationSignals signals, out PrintHelp help)
    {
        var root = new RootCommand("Audits archives of time-named video segments: what is covered, where the holes are, what to play.");
        var history = HistoryVerb.Create(surroundings);
        var endings = new Dictionary<Command, string>
        {
            [root] = HelpTexts.Root,
            [AuditVerb.Create(surroundings, signals)] = HelpTexts.Audit,
            [MapVerb.Create(surroundings, signals)] = HelpTexts.Map,
            [history] = HelpTexts.History,
            [DigestVerb.Create(surroundings)] = HelpTexts.Digest,
            [SegmentsVerb.Create(surroundings)] = HelpTexts.Segments,
            [WhyVerb.Create(surroundings)] = HelpTexts.Why,
            [CutVerb.Create(surroundings)] = HelpTexts.Cut,
            [CompareVerb.Create(surroundings)] = HelpTexts.Compare,
            [FillVerb.Create(surroundings)] = HelpTexts.Fill,
            [VerifyVerb.Create(surroundings, signals)] = HelpTexts.Verify,
            [GenerateVerb.Create(surroundings)] = HelpTexts.Generate,
            [DemoVerb.Create(surroundings, signals)] = HelpTexts.Demo,
            [SelftestVerb.Create(surroundings)] = HelpTexts.Selftest,
            [ServeVerb.Create(surroundings, signals)] = HelpTexts.Serve,
            [NotifyVerb.Create(surroundings)] = HelpTexts.Notify,
        };
        foreach (var verb in endings.Keys.Where(command => command != root)) root.Add(verb);
        root.Add(FleetCommand.Create(surroundings, endings));
        foreach (var verb in history.Subcommands) endings.Add(verb, HelpTexts.Holes);
        root.Add(ManualVerb.Create(endings));
        help = new PrintHelp(TextWidth(surroundings.OutputScreen), endings);
        root.Options.OfType<HelpOption>().Single().Action = help;
        root.Options.OfType<VersionOption>().Single().Action = new PrintVersion();
        return root;
    }

    private static int TextWidth(Screen screen) => screen == Screen.None ? 100 : screen.TextWidth;

    /// <summary>One line a fault on standard error, and the exit code that goes with it.</summary>
    private static int Tell(Exception fault, Command verb, Surroundings surroundings)
    {
        var error = surroundings.Error;
        switch (fault)
        {
            case UsageException usage:
                foreach (var line in usage.Faults) TellLine(error, line);
                TellConfiguration(surroundings);
                error.WriteLine(
                    usage.Document is { } document
                        ? $"{document} says what can be written."
                        : $"{VerbPath.Of(verb, surroundings.Command())} --help shows what can be written.");
                return ExitCode.Usage;
            case StreamNotFoundException:
                TellLine(error, fault.Message);
                TellConfiguration(surroundings);
                return ExitCode.Usage;
            case HoleException:
                TellLine(error, fault.Message);
                return ExitCode.Findings;
            case ReportException { IsClosedByReader: true }:
                return ExitCode.Failure;
            case ReportException
            or AuditFailedException
            or CutException
            or FfmpegException
            or MapSizeException
            or ServeException
            or FillException
            or FleetClientException
            or VerificationScheduleException
            or PlatformNotSupportedException:
                TellLine(error, fault.Message);
                TellConfiguration(surroundings);
                return ExitCode.Failure;
            case var _ when NativeLibraries.AbsenceOf(fault) is { } absence:
                TellLine(error, absence);
                return ExitCode.Failure;
            default:
                TellLine(error, $"internal error, please report it: {fault.GetType().Name}: {fault.Message}");
                return ExitCode.Failure;
        }
    }

    /// <summary>What went wrong may come from a file that nobody named on the command line.</summary>
    private static void TellConfiguration(Surroundings surroundings)
    {
        if (surroundings.UnnamedFile.Sentence is { } sentence) TellLine(surroundings.Error, sentence);
    }

    private static void TellLine(TextWriter error, string line) =>
        error.WriteLine($"pipeline: {VisibleText.MakeVisible(OptionWords.Rewrite(line))}");
}
