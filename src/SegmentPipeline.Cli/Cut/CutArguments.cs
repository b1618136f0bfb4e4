using System.CommandLine;
using SegmentPipeline.Playback;

namespace SegmentPipeline.Cli;

/// <summary>What <c>pipeline cut</c> was asked for.</summary>
/// <param name="Range">What to cut.</param>
/// <param name="Output">The file, or <see cref="CutArguments.StandardOutput"/>.</param>
/// <param name="Ffmpeg">What trims the first and the last segment, or null for a rough cut.</param>
/// <param name="Preference">Which sequence of the range.</param>
/// <param name="Holes">Whether there may be any.</param>
/// <param name="IsQuiet">Whether nothing is said of how it goes.</param>
internal sealed record CutOptions(
    RangeOptions Range,
    string Output,
    string? Ffmpeg,
    SequencePreference Preference,
    HolePolicy Holes,
    bool IsQuiet);

/// <summary>What stands after <c>pipeline cut</c>.</summary>
internal sealed class CutArguments
{
    /// <summary>The name that stands for standard output.</summary>
    internal const string StandardOutput = "-";

    private readonly RangeArguments _range;
    private readonly PreferOption _prefer;
    private readonly Option<string> _output = new("--output")
    {
        HelpName = "FILE",
        Required = true,
        Description = "Write the video there, whole or not at all; - for standard output.",
    };

    private readonly Option<string?> _mode = new("--mode")
    {
        HelpName = "rough|exact",
        Description = "rough joins whole segments; exact has ffmpeg trim the first and the last to the range. [rough]",
    };

    private readonly Option<string?> _ffmpeg = new("--ffmpeg")
    {
        HelpName = "COMMAND",
        Description = "The ffmpeg of an exact cut; ffprobe is taken from beside it. [ffmpeg]",
    };

    private readonly Option<bool> _noHoles = new("--no-holes") { Description = "Cut nothing if there is a hole, and say where it is." };
    private readonly Option<bool> _quiet = new("--quiet") { Description = "No progress and no list of holes on standard error." };

    internal CutArguments(Command command, TimeProvider clock)
    {
        _range = new RangeArguments(command, clock);
        _prefer = new PreferOption(command);
        foreach (var option in (Option[])[_output, _mode, _ffmpeg, _noHoles, _quiet]) command.Add(option);
    }

    /// <summary>What was asked for.</summary>
    /// <exception cref="UsageException">Something is wrong; all of it is named.</exception>
    internal CutOptions Read(ParseResult parsed, Surroundings surroundings)
    {
        var faults = new List<string>();
        var range = _range.Read(parsed, faults);
        if (range is { Range: var (start, end) } && end < start) faults.Add($"--end: {end} lies before --start, {start}");
        var output = parsed.GetRequiredValue(_output);
        if (output.Length == 0) faults.Add($"{_output.Name}: the value is empty");
        else if (output == StandardOutput && surroundings.OutputScreen != Screen.None)
            faults.Add($"{_output.Name}: video is not for a terminal; name a file or write to a pipe");
        else if (output != StandardOutput && range is not null)
            faults.AddRange(ArchiveFence.FaultsOf(_output.Name, output, range.Root, surroundings));

        if (output != StandardOutput) faults.AddRange(OutputName.FaultsOfCut(_output.Name, output));
        var preference = _prefer.Read(parsed, faults);
        var ffmpeg = ReadFfmpeg(parsed, faults);
        return faults.Count == 0
            ? new CutOptions(
                range!,
                output,
                ffmpeg,
                preference,
                parsed.GetValue(_noHoles) ? HolePolicy.Forbid : HolePolicy.Allow,
                parsed.GetValue(_quiet))
            : throw new UsageException(faults);
    }

    private string? ReadFfmpeg(ParseResult parsed, List<string> faults)
    {
        var (mode, ffmpeg) = (parsed.GetValue(_mode) ?? "rough", parsed.GetValue(_ffmpeg));
        if (mode is not ("rough" or "exact")) faults.Add($"{_mode.Name}: '{mode}' is not rough or exact");
        if (ffmpeg?.Length == 0) faults.Add($"{_ffmpeg.Name}: the value is empty");
        if (mode == "exact") return ffmpeg ?? ExactCut.DefaultFfmpeg;
        if (ffmpeg is not null) faults.Add($"{_ffmpeg.Name} is for {_mode.Name} exact");
        return null;
    }
}
