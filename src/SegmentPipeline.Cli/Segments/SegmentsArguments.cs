using System.CommandLine;

namespace SegmentPipeline.Cli;

/// <summary>How a sequence is printed.</summary>
internal enum SequenceFormat
{
    Text,
    Json,
    Paths,
    M3u8,
    Ffconcat,
}

/// <summary>What <c>pipeline segments</c> was asked for.</summary>
/// <param name="Range">Which range.</param>
/// <param name="Preference">Which sequence of it.</param>
/// <param name="Holes">Whether it may have holes.</param>
/// <param name="Format">How it is printed.</param>
/// <param name="BaseUrl">What stands before names in a playlist.</param>
/// <param name="EndsWithNull">Whether a path ends with a NUL.</param>
internal sealed record SegmentsOptions(
    RangeOptions Range,
    SequencePreference Preference,
    HolePolicy Holes,
    SequenceFormat Format,
    string BaseUrl,
    bool EndsWithNull);

/// <summary>What stands after <c>pipeline segments</c>.</summary>
internal sealed class SegmentsArguments
{
    private readonly RangeArguments _range;
    private readonly PreferOption _prefer;
    private readonly Option<bool> _noHoles = new("--no-holes") { Description = "Fail at the first hole, and say where it is." };
    private readonly Option<string?> _format = new("--format")
    {
        HelpName = "text|json|paths|m3u8|ffconcat",
        Description = "For people, one JSON object, the absolute path of each segment, an HLS playlist, or a script for ffmpeg. [text]",
    };

    private readonly Option<string?> _baseUrl = new("--base-url")
    {
        HelpName = "URL",
        Description = "With m3u8: what stands before CHANNEL/QUALITY/HOUR/NAME. [nothing: relative to the playlist]",
    };

    private readonly Option<bool> _null = new("--null")
    {
        Description = "With paths: end each with a NUL instead of a line feed, which a path may contain; for xargs -0.",
    };

    internal SegmentsArguments(Command command, TimeProvider clock)
    {
        _range = new RangeArguments(command, clock);
        _prefer = new PreferOption(command);
        foreach (var option in (Option[])[_noHoles, _format, _baseUrl, _null]) command.Add(option);
    }

    /// <summary>What was asked for.</summary>
    /// <exception cref="UsageException">Something is wrong; all of it is named.</exception>
    internal SegmentsOptions Read(ParseResult parsed)
    {
        var faults = new List<string>();
        var range = _range.Read(parsed, faults);
        var preference = _prefer.Read(parsed, faults);
        var format = ReadFormat(parsed.GetValue(_format), faults);
        var baseUrl = ReadBaseUrl(parsed, format, faults);
        if (parsed.GetValue(_null) && format != SequenceFormat.Paths)
            faults.Add($"{_null.Name}: only paths can end with a NUL; write --format paths");
        return faults.Count == 0
            ? new SegmentsOptions(
                range!,
                preference,
                parsed.GetValue(_noHoles) ? HolePolicy.Forbid : HolePolicy.Allow,
                format,
                baseUrl,
                parsed.GetValue(_null))
            : throw new UsageException(faults);
    }

    private static SequenceFormat ReadFormat(string? text, List<string> faults)
    {
        switch (text)
        {
            case null or "text": return SequenceFormat.Text;
            case "json": return SequenceFormat.Json;
            case "paths": return SequenceFormat.Paths;
            case "m3u8": return SequenceFormat.M3u8;
            case "ffconcat": return SequenceFormat.Ffconcat;
            default:
                faults.Add($"--format: '{text}' is none of text, json, paths, m3u8, ffconcat");
                return default;
        }
    }

    private string ReadBaseUrl(ParseResult parsed, SequenceFormat format, List<string> faults)
    {
        if (parsed.GetValue(_baseUrl) is not { } url) return "";
        if (format != SequenceFormat.M3u8) faults.Add($"{_baseUrl.Name}: only an m3u8 playlist has URLs; write --format m3u8");
        else if (
            url.Any(letter => letter is <= ' ' or '"' or '<' or '>' or > '~')
            || url.AsSpan().ContainsAny('?', '#')
            || !Uri.TryCreate(url, UriKind.RelativeOrAbsolute, out _))
        {
            faults.Add(
                $"{_baseUrl.Name}: '{url}' is not a URL to put names behind; write https://host/path/ or /path/, percent-encoded, without ? and #"
            );
        }

        return url;
    }
}
