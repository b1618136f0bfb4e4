using System.CommandLine;
using System.Globalization;
using SegmentPipeline.Synthesis;

namespace SegmentPipeline.Cli;

/// <summary>What stands after <c>pipeline generate</c>.</summary>
internal sealed class GenerateArguments
{
    private readonly Argument<string> _directory = new("DIR") { Description = "Where to lay the archive out; new, or empty." };
    private readonly Option<string?> _channels = Number("--channels", "Number of channels. [1]");
    private readonly Option<string?> _qualities = Number("--qualities", "Number of qualities of each channel. [2]");
    private readonly Option<string?> _hours = Number("--hours", "Number of hours of each stream. [12]");
    private readonly Option<string?> _start = new("--start") { HelpName = "T", Description = "The first hour. [2026-03-28T18]" };
    private readonly Option<string?> _seconds = Number("--seconds", "Length of a regular segment. [2]");
    private readonly Option<string?> _seed = Number("--seed", "The same seed gives the same tree. [1]");
    private readonly Option<string?> _faults = new("--faults")
    {
        HelpName = "none|few|many",
        Description = "None, one of each kind, or several in every hour. [few]",
    };

    private readonly Option<string?> _bytes = Number("--bytes", "Size of a regular segment. [0]");

    private readonly Option<bool> _media = new("--media")
    {
        Description = "Files are small transport streams that play, with faults in their content; --bytes is their least size.",
    };

    internal GenerateArguments(Command command)
    {
        command.Add(_directory);
        foreach (var option in (Option[])[_channels, _qualities, _hours, _start, _seconds, _seed, _faults, _bytes, _media])
            command.Add(option);
    }

    /// <summary>Where, and what.</summary>
    /// <exception cref="UsageException">Something is wrong; all of it is named.</exception>
    internal (string Directory, SyntheticArchiveOptions Options) Read(ParseResult parsed)
    {
        var faults = new List<string>();
        var defaults = new SyntheticArchiveOptions();
        var options = new SyntheticArchiveOptions
        {
            Channels = ReadNumber(parsed, _channels, defaults.Channels, faults),
            Qualities = ReadNumber(parsed, _qualities, defaults.Qualities, faults),
            Hours = ReadNumber(parsed, _hours, defaults.Hours, faults),
            Start = ReadHour(parsed.GetValue(_start), defaults.Start, faults),
            SecondsPerSegment = ReadNumber(parsed, _seconds, defaults.SecondsPerSegment, faults),
            Seed = ReadNumber(parsed, _seed, defaults.Seed, faults),
            Faults = ReadLevel(parsed.GetValue(_faults), defaults.Faults, faults),
            BytesPerFile = ReadNumber(parsed, _bytes, defaults.BytesPerFile, faults),
            Media = parsed.GetValue(_media),
        };
        faults.AddRange(options.Validate());
        var directory = parsed.GetRequiredValue(_directory);
        if (directory.Length == 0) faults.Add("DIR: the value is empty");
        return faults.Count == 0 ? (directory, options) : throw new UsageException(faults);
    }

    private static Option<string?> Number(string name, string description) => new(name) { HelpName = "N", Description = description };

    private static T ReadNumber<T>(ParseResult parsed, Option<string?> option, T otherwise, List<string> faults)
        where T : struct, ISpanParsable<T>
    {
        if (parsed.GetValue(option) is not { } text) return otherwise;
        if (T.TryParse(text, CultureInfo.InvariantCulture, out var value)) return value;
        faults.Add($"{option.Name}: '{text}' is not a whole number in range");
        return otherwise;
    }

    private static Hour ReadHour(string? text, Hour otherwise, List<string> faults)
    {
        if (text is null) return otherwise;
        if (Timestamp.TryParse(text, out var time) && time == time.Hour.Start) return time.Hour;
        faults.Add($"--start: '{text}' is not a whole hour; write 2026-03-28T22");
        return otherwise;
    }

    private static FaultLevel ReadLevel(string? text, FaultLevel otherwise, List<string> faults)
    {
        switch (text)
        {
            case null: return otherwise;
            case "none": return FaultLevel.None;
            case "few": return FaultLevel.Few;
            case "many": return FaultLevel.Many;
            default:
                faults.Add($"--faults: '{text}' is none of none, few, many");
                return otherwise;
        }
    }
}
