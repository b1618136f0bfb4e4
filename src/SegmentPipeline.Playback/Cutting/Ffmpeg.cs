using System.ComponentModel;
using System.Diagnostics;

namespace SegmentPipeline.Playback;

/// <summary>Runs ffmpeg, and ffprobe beside it. Neither is given a shell, an input or the network, and both end with the call.</summary>
/// <param name="path">Name or path of ffmpeg.</param>
internal sealed class Ffmpeg(string path)
{
    private const int MostErrorCharacters = 500;
    private const int BufferBytes = 64 * 1024;

    /// <summary>A segment lasts seconds; what takes this long hangs.</summary>
    private static readonly TimeSpan MostTime = TimeSpan.FromMinutes(10);

    /// <summary>Options that say what both may read: this file, and only as a transport stream. A playlist in a segment's place would be followed.</summary>
    private static readonly string[] InputOptions = ["-v", "error", "-protocol_whitelist", "file,pipe", "-f", "mpegts"];

    private string ProbePath => path.Contains('/') ? Path.Combine(Path.GetDirectoryName(path)!, "ffprobe") : "ffprobe";

    /// <summary>What a segment holds.</summary>
    /// <exception cref="FfmpegException">ffprobe cannot be started or does not understand it.</exception>
    internal async Task<SegmentMedia> ProbeAsync(string segment, CancellationToken cancellationToken)
    {
        using var answer = new MemoryStream();
        await RunAsync(ProbePath, [.. InputOptions, "-show_entries", SegmentMedia.Entries, "-of", "json", InputOf(segment)], segment, answer, cancellationToken).ConfigureAwait(false);
        try
        {
            return SegmentMedia.Parse(System.Text.Encoding.UTF8.GetString(answer.ToArray()));
        }
        catch (FormatException cause)
        {
            throw new FfmpegException($"could not trim {segment}: {cause.Message}", cause);
        }
    }

    /// <summary>Reads a segment and writes what the options make of it.</summary>
    /// <returns>The bytes written.</returns>
    /// <exception cref="FfmpegException">ffmpeg cannot be started or fails. What it had written by then stays in the destination.</exception>
    internal Task<long> TranscodeAsync(string segment, IEnumerable<string> options, Stream destination, CancellationToken cancellationToken) =>
        RunAsync(path, ["-nostdin", "-copyts", .. InputOptions, "-i", InputOf(segment), .. options, "pipe:1"], segment, destination, cancellationToken);

    /// <summary>The name without a protocol would be one if it had a colon in front.</summary>
    private static string InputOf(string segment) => $"file:{segment}";

    private static async Task<long> RunAsync(string command, IEnumerable<string> arguments, string segment, Stream output, CancellationToken cancellationToken)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(MostTime);
        using var process = Start(command, arguments);
        try
        {
            var error = LastLineAsync(process.StandardError, time.Token);
            var bytes = await CopyAsync(process.StandardOutput.BaseStream, output, time.Token).ConfigureAwait(false);
            await process.WaitForExitAsync(time.Token).ConfigureAwait(false);
            if (process.ExitCode != 0) throw new FfmpegException($"could not trim {segment}: {command} ended with code {process.ExitCode}: {await error.ConfigureAwait(false)}");
            return bytes;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new FfmpegException($"could not trim {segment}: {command} did not end within {MostTime.TotalMinutes} minutes");
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

    private static Process Start(string command, IEnumerable<string> arguments)
    {
        try
        {
            var process = Process.Start(new ProcessStartInfo(command, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception cause)
        {
            throw new FfmpegException($"{command} cannot be started: {cause.Message}; an exact cut needs ffmpeg and ffprobe", cause);
        }
    }

    /// <summary>The last line that is not empty, of whatever length the whole is.</summary>
    private static async Task<string> LastLineAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var last = "it does not say why";
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line)) last = line.Length <= MostErrorCharacters ? line : line[..MostErrorCharacters];
        }

        return last;
    }
}
