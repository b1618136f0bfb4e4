using System.CommandLine;
using System.Text;
using SegmentPipeline.Playback;

namespace SegmentPipeline.Cli;

/// <summary><c>pipeline segments</c>: the playable sequence of a range.</summary>
internal sealed class SegmentsVerb(Surroundings surroundings)
{
    internal static Command Create(Surroundings surroundings)
    {
        var command = new Command("segments", "Prints the best playable sequence of a range, and where it breaks.");
        var arguments = new SegmentsArguments(command, surroundings.TimeProvider);
        var verb = new SegmentsVerb(surroundings);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(arguments.Read(parsed), cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(SegmentsOptions options, CancellationToken cancellationToken)
    {
        var archive = surroundings.OpenNamed(options.Range.Root, options.Range.Tolerance);
        await using var _ = archive.ConfigureAwait(false);

        if (archive.IsRemote && options.Format is (SequenceFormat.Paths or SequenceFormat.Ffconcat))
        {
            throw new UsageException("--format: what a node serves has no paths here; write --format m3u8, which has addresses");
        }

        if (options.Format == SequenceFormat.Ffconcat && !FfconcatPlaylist.CanName(archive.Root + options.Range.Stream))
        {
            throw new UsageException("--format: an ffconcat script cannot name a path with a line break; write --format paths or m3u8");
        }

        if (
            options.Format == SequenceFormat.Paths
            && !options.EndsWithNull
            && (archive.Root + options.Range.Stream).Contains('\n', StringComparison.Ordinal))
        {
            throw new UsageException("--format: a line cannot hold a path with a line feed; add --null");
        }

        // Holes are looked at here, not by the library: one that only seems so, because an hour could not be read, is code 3.
        var sequence = await archive
            .SelectAsync(options.Range.CreateRequest(options.Preference), cancellationToken)
            .ConfigureAwait(false);
        var isIncomplete = sequence.Unreadable.Count > 0;
        var isRefused = options.Holes == HolePolicy.Forbid && sequence.Holes.Count > 0;
        foreach (var unreadable in sequence.Unreadable)
        {
            surroundings.Error.WriteLine(
                $"pipeline: could not read {VisibleText.MakeVisible(unreadable.Path.ToString())}: {VisibleText.MakeVisible(unreadable.Cause)}"
            );
        }

        if (isRefused && !isIncomplete) throw new HoleException(options.Range.Stream, sequence.Holes[0]);
        if (!isRefused) await PrintAsync(WithAddress(options, archive), sequence, cancellationToken).ConfigureAwait(false);
        return isIncomplete ? ExitCode.Incomplete : ExitCode.Success;
    }

    /// <summary>A playlist of what a node serves names the segments where the node has them, unless told otherwise.</summary>
    private static SegmentsOptions WithAddress(SegmentsOptions options, SegmentArchive archive) =>
        archive.IsRemote && options.BaseUrl.Length == 0 ? options with { BaseUrl = $"{archive.Root}/segments/" } : options;

    private async Task PrintAsync(SegmentsOptions options, SegmentSequence sequence, CancellationToken cancellationToken)
    {
        using var destination = ReportDestination.Open(null, surroundings, cancellationToken);
        switch (options.Format)
        {
            case SequenceFormat.Json:
                await SequenceJson.WriteAsync(destination.Stream, sequence, cancellationToken).ConfigureAwait(false);
                break;
            case SequenceFormat.Paths:
                PrintPaths(destination.Stream, sequence, options.EndsWithNull ? (byte)0 : (byte)'\n');
                break;
            case SequenceFormat.M3u8:
                var now = Timestamp.FromDateTimeOffset(surroundings.TimeProvider.GetUtcNow());
                var playlist = await MediaPlaylist.FromGrowingSequenceAsync(sequence, now, cancellationToken).ConfigureAwait(false);
                await HlsPlaylist.WriteMediaAsync(playlist, destination.Stream, options.BaseUrl, cancellationToken).ConfigureAwait(false);
                break;
            case SequenceFormat.Ffconcat:
                await FfconcatPlaylist.WriteAsync(sequence, destination.Stream, cancellationToken).ConfigureAwait(false);
                break;
            default:
                PrintText(destination.Stream, sequence);
                break;
        }
    }

    /// <summary>Paths as the disk has them, byte by byte.</summary>
    private static void PrintPaths(Stream stream, SegmentSequence sequence, byte end)
    {
        var buffered = new BufferedStream(stream, 16 * 1024);
        foreach (var segment in sequence.Segments)
        {
            buffered.Write(segment.FullPathUtf8.Span);
            buffered.WriteByte(end);
        }

        buffered.Flush();
    }

    private void PrintText(Stream stream, SegmentSequence sequence)
    {
        using var writer = Utf8(stream);
        var (red, plain) = surroundings.OutputScreen.HasColours ? ("\e[31m", "\e[0m") : ("", "");
        var next = 0;
        for (var i = 0; i <= sequence.Segments.Count; i++)
        {
            for (; next < sequence.Holes.Count && sequence.Holes[next].BeforeSegment == i; next++)
            {
                var hole = sequence.Holes[next];
                writer.WriteLine(
                    $"{hole.Range.Start}  {DurationWords.TextOf(hole.Range.Microseconds),9}  {red}{ReasonOf(hole)} hole{plain}");
            }

            if (i == sequence.Segments.Count) break;
            var segment = sequence.Segments[i];
            var facts = $"{segment.Start}  {DurationWords.TextOf(segment.Duration),9}  {segment.Kind.ToString().ToLowerInvariant(),-7}  ";
            writer.WriteLine(facts + Fitted(segment, surroundings.OutputScreen, facts.Length));
        }

        writer.WriteLine($"{Plural.TextOf(sequence.Segments.Count, "segment")}, {Plural.TextOf(sequence.Holes.Count, "hole")}");
    }

    /// <summary>Where a segment lies. On a terminal without room for it, its name without the hour, which its start says, and as much of
    /// that as fits.</summary>
    private static string Fitted(Segment segment, Screen screen, int column)
    {
        var path = segment.Path;
        var room = Math.Max(1, screen.Width - column);
        if (screen == Screen.None || path.Length <= room) return path;
        var name = segment.Name;
        return name.Length <= room ? name : $"{name.AsSpan(0, room - 1)}…";
    }

    private static string ReasonOf(SequenceHole hole) =>
        hole.Reason == HoleReason.AfterPartial ? "after-partial" : hole.Reason.ToString().ToLowerInvariant();

    private static StreamWriter Utf8(Stream stream) =>
        new(stream, new UTF8Encoding(false), bufferSize: 16 * 1024, leaveOpen: true) { NewLine = "\n" };
}
