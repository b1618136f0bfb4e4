namespace SegmentPipeline.Playback;

/// <summary>Cuts a sequence into one stream that begins and ends where its range does: the first and the last segment are trimmed by
/// ffmpeg, those between are joined as they are.</summary>
/// <remarks>
/// The first picture is the first one that a segment shows at or after the start of the range, the last one is the last before its end. A
/// picture's time is that of its segment's name, plus how much later it is shown than the segment's first picture. Sound is cut at the
/// packet, to some hundredths of a second. Other streams of the trimmed segments are left out. Holes are left out.
/// </remarks>
public static class ExactCut
{
    /// <summary>The command that trims unless another is named.</summary>
    /// <value>What <c>ffmpeg</c> is on the path.</value>
    public const string DefaultFfmpeg = "ffmpeg";

    /// <summary>Writes the segments one after the other, the first and the last one trimmed.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="destination">Where to, as in a <see cref="RoughCut"/>.</param>
    /// <param name="ffmpeg">Name or path of ffmpeg. If it is a path, ffprobe is taken from the same directory.</param>
    /// <param name="progress">Told after each segment; null for nobody.</param>
    /// <param name="cancellationToken">Stops it, ffmpeg too; what has been written so far stays in the destination.</param>
    /// <returns>The bytes written, none if no picture is shown in the range; and the segments that had no bytes.</returns>
    /// <exception cref="FfmpegException">ffmpeg is missing or failed. If it is missing, nothing has been written.</exception>
    /// <exception cref="CutException">A segment could not be read.</exception>
    /// <exception cref="IOException">The destination could not be written.</exception>
    public static Task<CutResult> WriteAsync(
        SegmentSequence sequence,
        Stream destination,
        string ffmpeg = DefaultFfmpeg,
        IProgress<CutProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        ArgumentNullException.ThrowIfNull(destination);
        return TracedCut.RunAsync(sequence.Stream, () => CutAsync(sequence, destination, ffmpeg, progress, cancellationToken));
    }

    private static async Task<CutResult> CutAsync(
        SegmentSequence sequence, Stream destination, string ffmpeg, IProgress<CutProgress>? progress, CancellationToken cancellationToken)
    {
        var tool = new Ffmpeg(ffmpeg);
        var pieces = sequence.Segments.Select(segment => SegmentTrim.ForRange(segment, sequence.Range)).ToList();
        var media = await ProbeAsync(pieces, tool, cancellationToken).ConfigureAwait(false);
        var tally = new CutTally(pieces.Count, progress);
        while (tally.SegmentsDone < pieces.Count)
        {
            var piece = pieces[tally.SegmentsDone];
            if (!media.TryGetValue(piece.Segment, out var held))
            {
                var whole = pieces
                    .Skip(tally.SegmentsDone)
                    .TakeWhile(next => !media.ContainsKey(next.Segment))
                    .Select(next => next.Segment)
                    .ToList();
                await RoughCut.WriteAsync(whole, destination, tally, cancellationToken).ConfigureAwait(false);
                continue;
            }

            var bytes = 0L;
            if (piece.FirstOf(held) is { } first)
            {
                var source = new TrimmedSegment(piece.Segment);
                var options = piece.Options(held, first, follows: tally.BytesWritten > 0);
                bytes = await tool.TranscodeAsync(source, held, options, destination, cancellationToken).ConfigureAwait(false);
                if (bytes == 0) throw new FfmpegException($"could not trim {source.Path}: {ffmpeg} wrote nothing");
            }

            tally.Add(bytes);
        }

        return tally.Result;
    }

    /// <summary>What the segments hold that have to be trimmed. Asked for before anything is written: whoever has no ffmpeg is told at
    /// once. One without bytes has nothing to trim, and is left to be copied whole.</summary>
    private static async Task<Dictionary<Segment, SegmentMedia>> ProbeAsync(
        List<SegmentTrim> pieces,
        Ffmpeg tool,
        CancellationToken cancellationToken)
    {
        var media = new Dictionary<Segment, SegmentMedia>();
        if (pieces.TrueForAll(piece => piece.IsWhole)) return media;
        tool.Require();
        foreach (var segment in pieces.Where(piece => !piece.IsWhole).Select(piece => piece.Segment))
        {
            if (await RoughCut.IsEmptyAsync(segment, cancellationToken).ConfigureAwait(false)) continue;
            media.Add(segment, await tool.ProbeAsync(new TrimmedSegment(segment), cancellationToken).ConfigureAwait(false));
        }

        return media;
    }
}
