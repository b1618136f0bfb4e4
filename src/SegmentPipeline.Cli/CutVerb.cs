using System.CommandLine;
using SegmentPipeline.Playback;
using SegmentPipeline.Records;

namespace SegmentPipeline.Cli;

/// <summary><c>pipeline cut</c>: a range as one file of video.</summary>
internal sealed class CutVerb(Surroundings surroundings)
{
    private const int MostHolesTold = 20;

    internal static Command Create(Surroundings surroundings)
    {
        var command = new Command("cut", "Cuts a range out of an archive: one file of video from its segments.");
        var arguments = new CutArguments(command);
        var verb = new CutVerb(surroundings);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(arguments.Read(parsed, surroundings), cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CutOptions options, CancellationToken cancellationToken)
    {
        var archive = surroundings.OpenArchive(
            Path.GetFullPath(options.Range.Root, surroundings.Directory),
            new SegmentArchiveOptions { TimeProvider = surroundings.TimeProvider, ToleranceMicroseconds = options.Range.ToleranceMicroseconds });
        await using var _ = archive.ConfigureAwait(false);
        using var destination = ReportDestination.Open(options.Output == CutArguments.StandardOutput ? null : options.Output, surroundings, cancellationToken);
        var sequence = await archive.SelectAsync(options.Range.Stream, options.Range.Range, HolePolicy.Allow, cancellationToken).ConfigureAwait(false);
        TellUnreadable(sequence);
        var isIncomplete = sequence.Unreadable.Count > 0;
        if (sequence.Segments.Count == 0 || (options.Holes == HolePolicy.Forbid && sequence.Holes.Count > 0))
        {
            if (!isIncomplete) throw new HoleException(options.Range.Stream, sequence.Holes[0]);
            surroundings.Error.WriteLine("pipeline: nothing was cut");
            return ExitCode.Incomplete;
        }

        if (!options.IsQuiet) TellHoles(sequence);
        var bytes = await WriteAsync(options, archive.Root, sequence, destination, cancellationToken).ConfigureAwait(false);
        Tell(options, sequence, bytes);
        if (isIncomplete) return ExitCode.Incomplete;
        return IsNothing(options, bytes) ? ExitCode.Findings : ExitCode.Success;
    }

    /// <summary>Whether a range lies between two pictures. A rough cut of empty segments is what was asked for.</summary>
    private static bool IsNothing(CutOptions options, long bytes) => bytes == 0 && options.Ffmpeg is not null;

    private void Tell(CutOptions options, SegmentSequence sequence, long bytes)
    {
        if (IsNothing(options, bytes))
        {
            surroundings.Error.WriteLine($"pipeline: {VisibleText.Of(sequence.Stream.ToString())} shows no picture from {sequence.Range.Start} to {sequence.Range.End}; nothing was cut");
        }
        else if (!options.IsQuiet)
        {
            var whole = new TimeRange(sequence.Segments[0].Start, sequence.Segments[^1].End);
            var cut = options.Ffmpeg is null ? whole : whole.Intersect(sequence.Range);
            surroundings.Error.WriteLine($"Cut {Plural.Of(sequence.Segments.Count, "segment")} from {cut.Start} to {cut.End}, {Plural.Of(bytes, "byte")}.");
        }
    }

    private async Task<long> WriteAsync(CutOptions options, string root, SegmentSequence sequence, ReportDestination destination, CancellationToken cancellationToken)
    {
        using var status = options.IsQuiet ? null : StatusLine.On(surroundings);
        var progress = status is null ? null : new CutProgressLine(status);
        try
        {
            var cut = options.Ffmpeg is { } ffmpeg
                ? ExactCut.WriteAsync(sequence, root, destination.Target, ffmpeg, progress, cancellationToken)
                : RoughCut.WriteAsync(sequence, root, destination.Target, progress, cancellationToken);
            var bytes = await cut.ConfigureAwait(false);
            if (!IsNothing(options, bytes)) destination.Commit();
            return bytes;
        }
        catch (Exception cause) when (ReportException.IsOfTheDisk(cause))
        {
            throw new ReportException(options.Output, cause);
        }
    }

    private void TellUnreadable(SegmentSequence sequence)
    {
        foreach (var unreadable in sequence.Unreadable)
        {
            surroundings.Error.WriteLine($"pipeline: could not read {VisibleText.Of(unreadable.Path)}: {VisibleText.Of(unreadable.Cause)}");
        }
    }

    private void TellHoles(SegmentSequence sequence)
    {
        foreach (var hole in sequence.Holes.Take(MostHolesTold)) surroundings.Error.WriteLine($"{hole}, {DurationWords.Of(hole.Range.Microseconds)}");
        if (sequence.Holes.Count > MostHolesTold)
        {
            surroundings.Error.WriteLine($"… and {Plural.Of(sequence.Holes.Count - MostHolesTold, "more hole")}; {surroundings.Command()} segments lists all");
        }
    }
}
