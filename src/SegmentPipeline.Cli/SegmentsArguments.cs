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
internal sealed record SegmentsOptions(string Root, StreamId Stream, TimeRange Range, HolePolicy Holes, SequenceFormat Format, string BaseUrl);

/// <summary>What stands after <c>pipeline segments</c>.</summary>
internal sealed class SegmentsArguments
{
    private readonly Argument<string> _root = new("ROOT") { Description = "Directory of the archive." };
    private readonly Argument<string> _channel = new("CHANNEL") { Description = "Name of the channel." };
    private readonly Argument<string> _quality = new("QUALITY") { Description = "Name of the quality." };
    private readonly Option<string> _start = new("--start")
    {
        HelpName = "T",
        Required = true,
        Description = "Start of the range: RFC 3339 with any offset, or an hour YYYY-MM-DDTHH.",
    };

    private readonly Option<string> _end = new("--end") { HelpName = "T", Required = true, Description = "End of the range." };
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

    internal SegmentsArguments(Command command)
    {
        foreach (var argument in (Argument[])[_root, _channel, _quality]) command.Add(argument);
        foreach (var option in (Option[])[_start, _end, _noHoles, _format, _baseUrl]) command.Add(option);
    }

    /// <summary>What was asked for.</summary>
    /// <exception cref="UsageException">Something is wrong; all of it is named.</exception>
    internal SegmentsOptions Read(ParseResult parsed)
    {
        var faults = new List<string>();
        var start = ReadTime(parsed, _start, faults);
        var end = ReadTime(parsed, _end, faults);
        var stream = ReadStream(parsed, faults);
        var format = ReadFormat(parsed.GetValue(_format), faults);
        var baseUrl = ReadBaseUrl(parsed, format, faults);
        var root = parsed.GetRequiredValue(_root);
        if (root.Length == 0) faults.Add("ROOT: the value is empty");
        return faults.Count == 0
            ? new SegmentsOptions(
                root, stream!, new TimeRange(start, end), parsed.GetValue(_noHoles) ? HolePolicy.Forbid : HolePolicy.Allow, format, baseUrl)
            : throw new UsageException(faults);
    }

    private static Timestamp ReadTime(ParseResult parsed, Option<string> option, List<string> faults)
    {
        var text = parsed.GetRequiredValue(option);
        if (Timestamp.TryParse(text, out var time)) return time;
        faults.Add($"{option.Name}: '{text}' is not a time; write 2026-03-28T22:00:02.01Z, any offset, or an hour 2026-03-28T22");
        return default;
    }

    /// <summary>The stream; null if a name can name none, which is then a fault.</summary>
    private StreamId? ReadStream(ParseResult parsed, List<string> faults)
    {
        var before = faults.Count;
        var channel = ReadName(parsed, _channel, faults);
        var quality = ReadName(parsed, _quality, faults);
        return faults.Count == before ? new StreamId(channel, quality) : null;
    }

    private static string ReadName(ParseResult parsed, Argument<string> argument, List<string> faults)
    {
        var name = parsed.GetRequiredValue(argument);
        if (name.Length == 0) faults.Add($"{argument.Name}: the value is empty");
        else if (name[0] == '.') faults.Add($"{argument.Name}: '{name}' starts with a dot; hidden directories are not part of an archive");
        else if (name.AsSpan().ContainsAny('/', '\0')) faults.Add($"{argument.Name}: '{name}' is not the name of one directory");
        return name;
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
        else if (url.Any(letter => letter is <= ' ' or '"' or '<' or '>' or > '~') || url.AsSpan().ContainsAny('?', '#') || !Uri.TryCreate(url, UriKind.RelativeOrAbsolute, out _))
        {
            faults.Add($"{_baseUrl.Name}: '{url}' is not a URL to put names behind; write https://host/path/ or /path/, percent-encoded, without ? and #");
        }

        return url;
    }
}
