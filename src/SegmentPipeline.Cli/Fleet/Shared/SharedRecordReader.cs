using System.Text.Json;

namespace SegmentPipeline.Cli;

/// <summary>Reads those records of an audit that a report for people shows.</summary>
internal sealed class SharedRecordReader
{
    private TimeSpan _longestHole;
    private bool _hasBegun;

    /// <summary>The record; null if no report for people shows it.</summary>
    /// <exception cref="FormatException">It is none; <see cref="InvalidOperationException"/>, <see cref="KeyNotFoundException"/>,
    /// <see cref="ArgumentException"/> and <see cref="OverflowException"/> say so, too.</exception>
    internal AuditRecord? Read(JsonElement json)
    {
        var type = ViewJson.Text(json, "type");
        if (!_hasBegun && type != "header") throw new FormatException("the first record is no header");
        _hasBegun = true;
        return type switch
        {
            "header" => ToHeader(json),
            "hole" => ToHole(json),
            "silent" => new SilentFinding { Stream = StreamOf(json), Range = RangeOf(json)!.Value, Other = ViewJson.Optional(json, "other") },
            "unreadable" => new UnreadableFinding { Path = PlaceOf(ViewJson.Text(json, "path")), Cause = ViewJson.Text(json, "cause") },
            "stream" => ToStream(json),
            "summary" => ToSummary(json),
            _ => null,
        };
    }

    private static HeaderRecord ToHeader(JsonElement json) => new()
    {
        Version = ViewJson.Text(json, "version"),
        Root = ViewJson.Text(json, "root"),
        Tolerance = TimeSpan.FromMicroseconds(ViewJson.Count(json, "toleranceMicroseconds")),
        Started = ViewJson.Time(json, "started"),
    };

    private HoleFinding ToHole(JsonElement json)
    {
        var hole = new HoleFinding { Stream = StreamOf(json), Range = RangeOf(json)!.Value };
        _longestHole = hole.Range.Duration > _longestHole ? hole.Range.Duration : _longestHole;
        return hole;
    }

    private StreamRecord ToStream(JsonElement json)
    {
        var longest = _longestHole;
        _longestHole = TimeSpan.Zero;
        return new StreamRecord
        {
            Stream = StreamOf(json),
            Window = RangeOf(json),
            Hours = checked((int)ViewJson.Count(json, "hours")),
            Entries = EntriesOf(json),
            Microseconds = ClassesOf(json),
            Holes = ViewJson.Count(json, "holes"),
            Degraded = ViewJson.Count(json, "degraded"),
            Overlaps = ViewJson.Count(json, "overlaps"),
            Discontinuities = ViewJson.Count(json, "discontinuities"),
            LongestHole = longest,
            LastEnd = ViewJson.Time(json, "lastEnd"),
        };
    }

    private static SummaryRecord ToSummary(JsonElement json) => new()
    {
        Streams = checked((int)ViewJson.Count(json, "streams")),
        Hours = ViewJson.Count(json, "hours"),
        Entries = EntriesOf(json),
        Microseconds = ClassesOf(json),
        Findings = FindingsOf(json.GetProperty("findings")),
        Complete = json.GetProperty("complete").GetBoolean(),
        Outcome = AuditOutcomes.FromNumber(json.GetProperty("exit").GetInt32()),
        Elapsed = TimeSpan.FromMicroseconds((double)decimal.Round(json.GetProperty("elapsedSeconds").GetDecimal() * 1_000_000)),
    };

    /// <summary>A place that reads as it was written; what of it is which part does not matter to who is only shown it.</summary>
    private static ArchivePath PlaceOf(string path) => path.Split('/') switch
    {
        [var name] => ArchivePath.Root.WithEntry(RawName.Unescape(name)),
        [var channel, var name] => new ArchivePath(channel).WithEntry(RawName.Unescape(name)),
        [var channel, var quality, var name] => new ArchivePath(new StreamId(channel, quality)).WithEntry(RawName.Unescape(name)),
        [var channel, var quality, var hour, var name] =>
            new ArchivePath(new StreamId(channel, quality), HourOf(hour)).WithEntry(RawName.Unescape(name)),
        _ => throw new FormatException($"'{path}' is no place in an archive"),
    };

    private static Hour HourOf(string text) =>
        Hour.TryParse(text, out var hour) ? hour : throw new FormatException($"'{text}' is no hour");

    private static StreamId StreamOf(JsonElement json) => new(ViewJson.Text(json, "channel"), ViewJson.Text(json, "quality"));

    private static TimeRange? RangeOf(JsonElement json) =>
        ViewJson.Optional(json, "start") is { } start ? TimeRange.Parse(start, ViewJson.Text(json, "end")) : null;

    private static EntryCounts EntriesOf(JsonElement json)
    {
        var (counts, fields) = (default(EntryCounts), json.GetProperty("entries"));
        foreach (var row in EntryFates.All) counts = row.WithCount(counts, ViewJson.Count(fields, row.Word));
        return counts;
    }

    private static ClassMicroseconds ClassesOf(JsonElement json)
    {
        var (classes, fields) = (default(ClassMicroseconds), json.GetProperty("microseconds"));
        foreach (var row in CoverageClasses.All)
        {
            if (!row.IsRare || fields.TryGetProperty(row.Word, out _)) classes = row.WithCount(classes, ViewJson.Length(fields, row.Word));
        }

        return classes.Total >= 0 ? classes : throw new FormatException("a sum is negative");
    }

    private static FindingCounts FindingsOf(JsonElement fields)
    {
        var counts = default(FindingCounts);
        foreach (var type in FindingTypes.All) counts = type.WithCount(counts, ViewJson.Count(fields, type.Word));
        return counts;
    }
}
