using System.Diagnostics;

namespace SegmentPipeline.Playback;

/// <summary>Runs ffmpeg, and ffprobe beside it. Both are given a segment to read and nothing else, neither a shell nor the network, and
/// both end with the call.</summary>
/// <param name="path">Name or path of ffmpeg.</param>
internal sealed class Ffmpeg(string path)
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>A segment lasts seconds; what takes this long hangs.</summary>
    private static readonly TimeSpan MostTime = TimeSpan.FromMinutes(10);

    /// <summary>Options that say what both may read: what they are given, and only as a transport stream. A playlist in a segment's place
    /// would be followed.</summary>
    private static readonly string[] InputOptions = ["-v", "error", "-protocol_whitelist", "pipe", "-f", "mpegts"];

    internal string Command => path;

    private string ProbePath => path.Contains('/') ? Path.Combine(Path.GetDirectoryName(path)!, "ffprobe") : "ffprobe";

    /// <summary>Finds that both can be started, before there is anything to write.</summary>
    /// <exception cref="FfmpegException">One of them cannot.</exception>
    internal void Require()
    {
        foreach (var command in (string[])[ProbePath, path])
        {
            using var process = ToolProcess.Start(command, ["-version"]);
            process.Kill();
        }
    }

    /// <summary>What a segment holds.</summary>
    /// <exception cref="FfmpegException">ffprobe cannot be started or does not understand it.</exception>
    /// <exception cref="CutException">The segment could not be read.</exception>
    internal async Task<SegmentMedia> ProbeAsync(TrimmedSegment segment, CancellationToken cancellationToken)
    {
        var first = await segment.FirstTimeAsync(cancellationToken).ConfigureAwait(false);
        var shift = first is null ? 0 : SegmentMedia.FirstTicks - first.Value;
        using var answer = new MemoryStream();
        var probe = ToolProcess.Start(ProbePath, [.. InputOptions, "-show_entries", SegmentMedia.Entries, "-of", "json", "pipe:0"]);
        await RunAsync(probe, segment, shift, (output, stop) => CopyAsync(output, answer, stop), cancellationToken).ConfigureAwait(false);
        try
        {
            var media = SegmentMedia.Parse(System.Text.Encoding.UTF8.GetString(answer.ToArray()));
            return first is null ? media : media.MovedToFirst(shift);
        }
        catch (FormatException cause)
        {
            throw new FfmpegException($"could not trim {segment.Path}: {cause.Message}", cause);
        }
    }

    /// <summary>Reads a segment and writes what the options make of it, by the segment's own clock.</summary>
    /// <returns>The bytes written.</returns>
    /// <exception cref="FfmpegException">ffmpeg cannot be started or fails. What it had written by then stays in the
    /// destination.</exception>
    /// <exception cref="CutException">The segment could not be read.</exception>
    internal Task<long> TranscodeAsync(
        TrimmedSegment segment, SegmentMedia media, IEnumerable<string> options, Stream destination, CancellationToken cancellationToken)
    {
        return RunAsync(Start(options), segment, media.Shift, BackAsync, cancellationToken);

        Task<long> BackAsync(Stream output, CancellationToken stop) =>
            new ClockShift(-media.Shift).CopyAsync(buffer => output.ReadAsync(buffer, stop), destination, stop);
    }

    /// <summary>Reads a segment, its clock moved, and writes what the options make of it as it is.</summary>
    /// <returns>The bytes written.</returns>
    /// <exception cref="FfmpegException">ffmpeg cannot be started or fails.</exception>
    /// <exception cref="CutException">The segment could not be read.</exception>
    internal Task<long> DecodeAsync(
        TrimmedSegment segment, SegmentMedia media, IEnumerable<string> options, Stream destination, CancellationToken cancellationToken) =>
        RunAsync(Start(options), segment, media.Shift, (output, stop) => CopyAsync(output, destination, stop), cancellationToken);

    private Process Start(IEnumerable<string> options) =>
        ToolProcess.Start(path, ["-nostdin", "-copyts", .. InputOptions, "-i", "pipe:0", .. options, "pipe:1"]);

    private static async Task<long> RunAsync(
        Process process,
        TrimmedSegment segment,
        long shift,
        Func<Stream, CancellationToken, Task<long>> takeAsync,
        CancellationToken cancellationToken)
    {
        using var _ = process;
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(MostTime);
        var (command, input) = (process.StartInfo.FileName, process.StandardInput.BaseStream);
        try
        {
            var error = ToolProcess.LastLineAsync(process.StandardError, time.Token);
            var feed = Task.Run(() => segment.WriteAsync(input, new ClockShift(shift), time.Token), time.Token);
            var bytes = await takeAsync(process.StandardOutput.BaseStream, time.Token).ConfigureAwait(false);
            await feed.ConfigureAwait(false);
            await process.WaitForExitAsync(time.Token).ConfigureAwait(false);
            if (process.ExitCode != 0)
                throw new FfmpegException(
                    $"could not trim {segment.Path}: {command} ended with code {process.ExitCode}: {await error.ConfigureAwait(false)}");
            return bytes;
        }
        catch (OperationCanceledException cause) when (!cancellationToken.IsCancellationRequested)
        {
            throw new FfmpegException($"could not trim {segment.Path}: {command} did not end within {MostTime.TotalMinutes} minutes", cause);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static async Task<long> CopyAsync(Stream from, Stream to, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        var bytes = 0L;
        for (int read; (read = await from.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0; bytes += read)
        {
            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
        }

        return bytes;
    }
}
