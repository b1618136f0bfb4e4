using System.CommandLine;
using SegmentPipeline.Playback;

namespace SegmentPipeline.Cli;

/// <summary><c>pipeline cut</c>: a range as one file of video.</summary>
internal sealed class CutVerb(Surroundings surroundings)
{
    private const int MostHolesTold = 20;

    internal static Command Create(Surroundings surroundings)
    {
        var command = new Command("cut", "Cuts a range out of an archive: one file of video from its segments.");
        var arguments = new CutArguments(command, surroundings.TimeProvider);
        var verb = new CutVerb(surroundings);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(arguments.Read(parsed, surroundings), cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CutOptions options, CancellationToken cancellationToken)
    {
        var archive = surroundings.OpenNamed(options.Range.Root, options.Range.Tolerance);
        await using var _ = archive.ConfigureAwait(false);
        using var destination = ReportDestination.Open(
            options.Output == CutArguments.StandardOutput ? null : options.Output,
            surroundings,
            cancellationToken);
        var sequence = await archive
            .SelectAsync(options.Range.CreateRequest(options.Preference), cancellationToken)
            .ConfigureAwait(false);
        TellUnreadable(sequence);
        var isIncomplete = sequence.Unreadable.Count > 0;
        if (sequence.Segments.Count == 0 || (options.Holes == HolePolicy.Forbid && sequence.Holes.Count > 0))
        {
            if (!isIncomplete) throw new HoleException(options.Range.Stream, sequence.Holes[0]);
            surroundings.Error.WriteLine("pipeline: nothing was cut");
            return ExitCode.Incomplete;
        }

        if (options.Holes == HolePolicy.Forbid)
        {
            var empty = await RoughCut.FindEmptyAsync(sequence, cancellationToken).ConfigureAwait(false);
            TellEmpty(empty);
            if (empty.Count > 0)
            {
                surroundings.Error.WriteLine("pipeline: nothing was cut");
                return isIncomplete ? ExitCode.Incomplete : ExitCode.Findings;
            }
        }

        if (!options.IsQuiet) TellHoles(sequence);
        var result = await WriteAsync(options, sequence, destination, cancellationToken).ConfigureAwait(false);
        TellEmpty(result.EmptySegments);
        Tell(options, sequence, result);
        if (isIncomplete) return ExitCode.Incomplete;
        return result.BytesWritten == 0 || result.EmptySegments.Count > 0 ? ExitCode.Findings : ExitCode.Success;
    }

    private void Tell(CutOptions options, SegmentSequence sequence, CutResult result)
    {
        var filled = sequence.Segments.Count - result.EmptySegments.Count;
        if (result.BytesWritten == 0)
        {
            var cause = filled == 0 ? "has no bytes" : "shows no picture";
            surroundings.Error.WriteLine(
                $"pipeline: {VisibleText.MakeVisible(sequence.Stream.ToString())} {cause} from {sequence.Range.Start} to {sequence.Range.End}; nothing was cut"
            );
        }
        else if (!options.IsQuiet)
        {
            var whole = new TimeRange(sequence.Segments[0].Start, sequence.Segments[^1].End);
            var cut = options.Ffmpeg is null ? whole : whole.Intersect(sequence.Range);
            var into = options.Output == CutArguments.StandardOutput ? "" : $", into {VisibleText.MakeVisible(options.Output)}";
            surroundings.Error.WriteLine(
                $"Cut {Plural.TextOf(filled, "segment")} from {cut.Start} to {cut.End}, {Plural.TextOf(result.BytesWritten, "byte")}{into}."
            );
        }
    }

    /// <summary>Each of them is told, also where little is said: what is lost with it the archive's names do not show.</summary>
    private void TellEmpty(IReadOnlyList<Segment> empty)
    {
        foreach (var segment in empty)
        {
            surroundings.Error.WriteLine(
                $"pipeline: {VisibleText.MakeVisible(segment.FullPath)} has no bytes: nothing of it is in the cut");
        }
    }

    private async Task<CutResult> WriteAsync(
        CutOptions options,
        SegmentSequence sequence,
        ReportDestination destination,
        CancellationToken cancellationToken)
    {
        using var status = options.IsQuiet ? null : StatusLine.On(surroundings);
        var progress = status is null ? null : new CutProgressLine(status);
        try
        {
            var cut = options.Ffmpeg is { } ffmpeg
                ? ExactCut.WriteAsync(sequence, destination.Target, ffmpeg, progress, cancellationToken)
                : RoughCut.WriteAsync(sequence, destination.Target, progress, cancellationToken);
            var result = await cut.ConfigureAwait(false);
            if (result.BytesWritten > 0) destination.Commit();
            return result;
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
            surroundings.Error.WriteLine(
                $"pipeline: could not read {VisibleText.MakeVisible(unreadable.Path.ToString())}: {VisibleText.MakeVisible(unreadable.Cause)}"
            );
        }
    }

    private void TellHoles(SegmentSequence sequence)
    {
        foreach (var hole in sequence.Holes.Take(MostHolesTold))
            surroundings.Error.WriteLine($"{hole}, {DurationWords.TextOf(hole.Range.Microseconds)}");
        if (sequence.Holes.Count > MostHolesTold)
        {
            surroundings.Error.WriteLine(
                $"… and {Plural.TextOf(sequence.Holes.Count - MostHolesTold, "more hole")}; {surroundings.Command()} segments lists all");
        }
    }
}
