using System.CommandLine;
using System.Text;
using SegmentPipeline.Pictures;

namespace SegmentPipeline.Cli;

/// <summary><c>pipeline map</c>: what is covered, as a picture.</summary>
internal sealed class MapVerb(Surroundings surroundings, TerminationSignals signals)
{
    private const int MostUnreadable = 5;

    internal static Command Create(Surroundings surroundings, TerminationSignals signals)
    {
        var command = new Command("map", "Draws what time an archive covers, so that no hole is too short to be seen.");
        var arguments = new MapArguments(command);
        var verb = new MapVerb(surroundings, signals);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(arguments.Read(parsed, surroundings), cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(MapOptions options, CancellationToken cancellationToken)
    {
        // Said before an audit of an hour, not after it.
        if (options.Kind == PictureKind.Png) NativeLibraries.Require(NativeLibraries.Skia);
        using var destination = ReportDestination.Open(options.Output, surroundings, cancellationToken);
        var coverage = new CoverageCollector();
        var tally = new AuditTally();
        var request = options.Audit.ToAuditRequest(surroundings.TimeProvider) with { IncludeHours = false };
        var exit = await AuditAsync(
                options,
                request,
                record =>
                {
                    coverage.Add(record);
                    tally.Add(record);
                },
                cancellationToken)
            .ConfigureAwait(false);
        if (exit == signals.ExitCode && signals.Token.IsCancellationRequested) return exit;
        var map = options.IsByDay
            ? CoverageMap.ByDay(TitleOf(options), coverage)
            : CoverageMap.ByStream(TitleOf(options), coverage, request.Start, EndOf(request, tally));
        Draw(options, map with { Started = options.Audit.Deterministic ? null : tally.Started }, destination.Stream);
        destination.Commit();
        if (!options.Audit.Quiet) destination.Tell(surroundings.Error, tally.ToString());
        return exit;
    }

    private async Task<int> AuditAsync(
        MapOptions options,
        AuditRequest request,
        Action<AuditRecord> add,
        CancellationToken cancellationToken)
    {
        var archive = surroundings.OpenNamed(options.Audit.Root!);
        await using var _ = archive.ConfigureAwait(false);
        using var status = options.Audit.Quiet ? null : StatusLine.On(surroundings);
        var context = PeerArchives.ContextFor(archive, options.Audit.ToAuditContext()) with
        {
            Progress = status is null ? null : new AuditProgressLine(status),
        };
        var unreadable = new List<UnreadableFinding>();
        var summary = default(SummaryRecord);
        if (options.Ledger is { } ledger) context = context with { Memory = CorruptMemory.Read(ledger) };
        await foreach (var record in archive.AuditAsync(request, context, cancellationToken).ConfigureAwait(false))
        {
            add(record);
            if (record is UnreadableFinding finding && unreadable.Count < MostUnreadable) unreadable.Add(finding);
            summary = record as SummaryRecord ?? summary;
        }

        status?.Dispose();
        foreach (var finding in unreadable)
        {
            surroundings.Error.WriteLine(
                $"pipeline: could not read {VisibleText.MakeVisible(finding.Path.ToString())}: {VisibleText.MakeVisible(finding.Cause)}");
        }

        if (summary is { Complete: true }) return ExitCode.Success;
        return signals.Token.IsCancellationRequested ? signals.ExitCode : ExitCode.Incomplete;
    }

    private string TitleOf(MapOptions options)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.Audit.Root!, surroundings.Directory));
        return $"Coverage of {(Path.GetFileName(root) is { Length: > 0 } name ? name : root)}";
    }

    /// <summary>Where rows end: where they were asked to, but beyond the moment of the audit there is nothing to show.</summary>
    private static Timestamp? EndOf(AuditRequest request, AuditTally tally) =>
        request.End is { } end && tally.Started is { } now ? Timestamp.Min(end, now) : request.End;

    private void Draw(MapOptions options, CoverageMap map, Stream stream)
    {
        if (options.Kind is { } kind)
        {
            var pixels = options.Width ?? MapPicture.DefaultPixels;
            if (kind == PictureKind.Png) PngPicture.Write(stream, map, pixels, options.Theme);
            else MapPicture.Write(stream, map, kind == PictureKind.Svg ? MapFormat.Svg : MapFormat.Html, pixels, options.Theme);
            return;
        }

        var screen = surroundings.OutputScreen;
        var width = options.Width
            ?? (screen == Screen.None ? MapText.DefaultColumns : Math.Clamp(screen.Width, MapText.FewestColumns, MapText.MostColumns));
        stream.Write(Encoding.UTF8.GetBytes(new MapText(map, width, MapLetters.For(screen)).ToString()));
        stream.Flush();
    }
}
