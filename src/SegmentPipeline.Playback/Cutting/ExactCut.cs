namespace SegmentPipeline.Playback;

/// <summary>Cuts a sequence into one stream that begins and ends where its range does: the first and the last segment are trimmed by ffmpeg, those between
/// are joined as they are.</summary>
/// <remarks>
/// The first picture is the first one that a segment shows at or after the start of the range, the last one is the last before its end. A picture's time is
/// that of its segment's name, plus how much later it is shown than the segment's first picture. Sound is cut at the packet, to some hundredths of a second.
/// Other streams of the trimmed segments are left out. Holes are left out.
/// </remarks>
public static class ExactCut
{
    /// <summary>The command that trims unless another is named.</summary>
    /// <value>What <c>ffmpeg</c> is on the path.</value>
    public const string DefaultFfmpeg = "ffmpeg";

    /// <summary>Writes the segments one after the other, the first and the last one trimmed.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="root">Absolute path of the archive, as <see cref="SegmentArchive.Root"/> has it.</param>
    /// <param name="destination">Where to, as in a <see cref="RoughCut"/>.</param>
    /// <param name="ffmpeg">Name or path of ffmpeg. If it is a path, ffprobe is taken from the same directory.</param>
    /// <param name="progress">Told after each segment; null for nobody.</param>
    /// <param name="cancellationToken">Stops it, ffmpeg too; what has been written so far stays in the destination.</param>
    /// <returns>The bytes written; zero if no picture is shown in the range.</returns>
    /// <exception cref="FfmpegException">ffmpeg is missing or failed. If it is missing, nothing has been written.</exception>
    /// <exception cref="CutException">A segment could not be read.</exception>
    /// <exception cref="IOException">The destination could not be written.</exception>
    public static async Task<long> WriteAsync(
        SegmentSequence sequence,
        string root,
        Stream destination,
        string ffmpeg = DefaultFfmpeg,
        IProgress<CutProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        ArgumentException.ThrowIfNullOrEmpty(root);
        ArgumentNullException.ThrowIfNull(destination);
        var tool = new Ffmpeg(ffmpeg);
        var pieces = new List<SegmentTrim>();
        foreach (var segment in sequence.Segments) pieces.Add(SegmentTrim.Of(segment, sequence.Range));

        // Asked for before anything is written: whoever has no ffmpeg is told at once.
        var media = new Dictionary<Segment, SegmentMedia>();
        foreach (var piece in pieces.Where(piece => !piece.IsWhole))
        {
            media.Add(piece.Segment, await tool.ProbeAsync(RoughCut.PathOf(piece.Segment, root), cancellationToken).ConfigureAwait(false));
        }

        var done = new CutProgress(0, pieces.Count, 0);
        while (done.SegmentsDone < pieces.Count)
        {
            var piece = pieces[done.SegmentsDone];
            if (piece.IsWhole)
            {
                var whole = pieces.Skip(done.SegmentsDone).TakeWhile(next => next.IsWhole).Select(next => next.Segment).ToList();
                done = await RoughCut.WriteAsync(whole, root, destination, done, progress, cancellationToken).ConfigureAwait(false);
                continue;
            }

            var bytes = 0L;
            if (piece.FirstOf(media[piece.Segment]) is { } first)
            {
                var options = piece.Options(media[piece.Segment], first, follows: done.SegmentsDone > 0);
                var path = RoughCut.PathOf(piece.Segment, root);
                bytes = await tool.TranscodeAsync(path, options, destination, cancellationToken).ConfigureAwait(false);
                if (bytes == 0) throw new FfmpegException($"could not trim {path}: {ffmpeg} wrote nothing");
            }

            done = done.Plus(bytes);
            progress?.Report(done);
        }

        return done.BytesWritten;
    }
}
