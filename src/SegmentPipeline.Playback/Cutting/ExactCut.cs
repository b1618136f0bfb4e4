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

    /// <summary>Trims the first and the last segment, so that the cut can be written without ffmpeg later, as slowly as its reader
    /// likes.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="ffmpeg">Name or path of ffmpeg, as in <see cref="WriteAsync"/>.</param>
    /// <param name="cancellationToken">Stops it, ffmpeg too.</param>
    /// <returns>The cut. What was trimmed lies in temporary files until it is disposed.</returns>
    /// <exception cref="FfmpegException">ffmpeg is missing or failed.</exception>
    /// <exception cref="CutException">A segment could not be read.</exception>
    /// <exception cref="IOException">A temporary file could not be written.</exception>
    public static async Task<PreparedCut> PrepareAsync(
        SegmentSequence sequence,
        string ffmpeg = DefaultFfmpeg,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        var tool = new Ffmpeg(ffmpeg);
        var pieces = PiecesOf(sequence);
        var media = await ProbeAsync(pieces, tool, cancellationToken).ConfigureAwait(false);
        var cut = new PreparedCut(sequence);
        try
        {
            var follows = false;
            foreach (var piece in pieces)
            {
                if (media.TryGetValue(piece.Segment, out var held))
                {
                    var edge = cut.AddEdge(piece.Segment);
                    follows |= await TrimAsync(tool, piece, held, follows, edge, cancellationToken).ConfigureAwait(false) > 0;
                }
                else follows = follows || !await RoughCut.IsEmptyAsync(piece.Segment, cancellationToken).ConfigureAwait(false);
            }

            return cut;
        }
        catch
        {
            await cut.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Joins segments: what is between trimmed ones is copied whole.</summary>
    /// <param name="segments">The segments.</param>
    /// <param name="isTrimmed">Whether one is trimmed.</param>
    /// <param name="writeAsync">Writes a trimmed one, and says how many bytes it has; is told whether something stands before it.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="progress">Told after each segment; null for nobody.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal static async Task<CutResult> JoinAsync(
        IReadOnlyList<Segment> segments,
        Func<Segment, bool> isTrimmed,
        Func<int, bool, Task<long>> writeAsync,
        Stream destination,
        IProgress<CutProgress>? progress,
        CancellationToken cancellationToken)
    {
        var tally = new CutTally(segments.Count, progress);
        while (tally.SegmentsDone < segments.Count)
        {
            if (isTrimmed(segments[tally.SegmentsDone]))
            {
                tally.Add(await writeAsync(tally.SegmentsDone, tally.BytesWritten > 0).ConfigureAwait(false));
                continue;
            }

            var whole = segments.Skip(tally.SegmentsDone).TakeWhile(next => !isTrimmed(next)).ToList();
            await RoughCut.WriteAsync(whole, destination, tally, cancellationToken).ConfigureAwait(false);
        }

        return tally.Result;
    }

    private static async Task<CutResult> CutAsync(
        SegmentSequence sequence, Stream destination, string ffmpeg, IProgress<CutProgress>? progress, CancellationToken cancellationToken)
    {
        var tool = new Ffmpeg(ffmpeg);
        var pieces = PiecesOf(sequence);
        var media = await ProbeAsync(pieces, tool, cancellationToken).ConfigureAwait(false);
        return await JoinAsync(sequence.Segments, media.ContainsKey, TrimAtAsync, destination, progress, cancellationToken)
            .ConfigureAwait(false);

        Task<long> TrimAtAsync(int at, bool follows) =>
            TrimAsync(tool, pieces[at], media[pieces[at].Segment], follows, destination, cancellationToken);
    }

    private static List<SegmentTrim> PiecesOf(SegmentSequence sequence) =>
        sequence.Segments.Select(segment => SegmentTrim.ForRange(segment, sequence.Range)).ToList();

    /// <summary>Writes a segment trimmed.</summary>
    /// <returns>The bytes written; none if no picture of it is shown in the range.</returns>
    private static async Task<long> TrimAsync(
        Ffmpeg tool,
        SegmentTrim piece,
        SegmentMedia held,
        bool follows,
        Stream destination,
        CancellationToken cancellationToken)
    {
        if (piece.FirstOf(held) is not { } first) return 0;
        var source = new TrimmedSegment(piece.Segment);
        var options = piece.Options(held, first, follows);
        var bytes = await tool.TranscodeAsync(source, held, options, destination, cancellationToken).ConfigureAwait(false);
        return bytes > 0 ? bytes : throw new FfmpegException($"could not trim {source.Path}: {tool.Command} wrote nothing");
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
