using System.Text.Unicode;

namespace SegmentPipeline.Cli;

/// <summary>The command line with the bytes that it was given: the runtime takes it for UTF-8 and loses what is not.</summary>
internal static class RawArguments
{
    private const string CommandLine = "/proc/self/cmdline";

    /// <summary>The arguments, each that is not UTF-8 with these bytes as <c>\xNN</c>, as names are shown. Where the system does not tell
    /// the bytes, as they are.</summary>
    internal static string[] Restore(string[] arguments)
    {
        if (!arguments.Any(argument => argument.Contains('\uFFFD', StringComparison.Ordinal)) || !OperatingSystem.IsLinux())
            return arguments;
        try
        {
            return Restore(arguments, File.ReadAllBytes(CommandLine));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return arguments;
        }
    }

    /// <summary>The same, given the bytes: each argument ended by a NUL, the last ones those of the command.</summary>
    internal static string[] Restore(string[] arguments, ReadOnlySpan<byte> commandLine)
    {
        var raw = new List<byte[]>();
        while (commandLine.IndexOf((byte)0) is >= 0 and var end)
        {
            raw.Add(commandLine[..end].ToArray());
            commandLine = commandLine[(end + 1)..];
        }

        if (raw.Count < arguments.Length) return arguments;
        var own = raw[^arguments.Length..];
        return [.. arguments.Select((argument, at) => Utf8.IsValid(own[at]) ? argument : RawName.ToText(own[at]))];
    }
}
