using System.ComponentModel;
using System.Diagnostics;

namespace SegmentPipeline.Playback;

/// <summary>A program that is started for a cut, with its input, output and errors in hand.</summary>
internal static class ToolProcess
{
    private const int MostErrorCharacters = 500;

    /// <summary>Starts a program.</summary>
    /// <exception cref="FfmpegException">It cannot be started.</exception>
    internal static Process Start(string command, IEnumerable<string> arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(command, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (Win32Exception cause)
        {
            throw new FfmpegException(
                $"{command} cannot be started: {CauseOf(command, cause.NativeErrorCode)}; an exact cut needs ffmpeg and ffprobe",
                cause);
        }
    }

    /// <summary>The last line that is not empty, of whatever length the whole is.</summary>
    internal static async Task<string> LastLineAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var last = "it does not say why";
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line)) last = line.Length <= MostErrorCharacters ? line : line[..MostErrorCharacters];
        }

        return last;
    }

    /// <summary>Why, in few words; what the exception says itself names the directory of the process and more.</summary>
    private static string CauseOf(string command, int error) => error switch
    {
        2 when command.Contains('/') => "there is no such file",
        2 => "it is not installed, or not on the path",
        8 => "it is not a program of this machine",
        13 => "it may not be run",
        _ => new Win32Exception(error).Message,
    };
}
