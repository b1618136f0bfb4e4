using System.Text.Json;

namespace SegmentPipeline.Replicas;

/// <summary>Makes records of a fleet from JSON objects.</summary>
internal static class ReadJson
{
    /// <summary>The record; null if its type is not known.</summary>
    /// <exception cref="FormatException">A field is missing or is something else.</exception>
    /// <exception cref="InvalidOperationException">A field is something else.</exception>
    /// <exception cref="OverflowException">Lengths cannot be added up.</exception>
    internal static FleetRecord? ToRecord(JsonElement json) => Text(json, "type") switch
    {
        FleetWords.Node => ToNode(json),
        FleetWords.Hole => new FleetHoleRecord { Stream = Stream(json), Range = Range(json) },
        FleetWords.Single => new SingleRecord { Stream = Stream(json), Range = Range(json), Node = FirstOf(Texts(json, "nodes")) },
        FleetWords.Thin => new ThinRecord { Stream = Stream(json), Range = Range(json), Nodes = Texts(json, "nodes") },
        FleetWords.Verdict => new FleetVerdictRecord
        {
            Node = Text(json, "node"),
            Stream = Stream(json),
            Hole = Range(Field(json, "hole")),
            Parts = [.. Field(json, "parts").EnumerateArray().Select(ToPart)],
        },
        FleetWords.Stream => ToStream(json),
        FleetWords.Summary => ToSummary(json),
        FleetWords.Corrupt => ToCorrupt(json, Text(json, "node")),
        FleetWords.Contents => ToContents(json),
        _ => null,
    };

    private static NodeRecord ToNode(JsonElement json) => new()
    {
        Node = Text(json, "node"),
        Archive = Optional(json, "archive"),
        AsOf = Optional(json, "asOf") is { } asOf ? Timestamp.Parse(asOf) : null,
        Answered = Field(json, "answered").GetBoolean(),
        Complete = Field(json, "complete").GetBoolean(),
        Run = Optional(json, "run"),
        Cause = Optional(json, "cause"),
        Contents = json.TryGetProperty("contents", out var figures) ? ToFigures(figures) : null,
    };

    /// <summary>A corrupt file of a node, as a verification tells it.</summary>
    internal static FleetCorruptRecord ToCorrupt(JsonElement json, string node) => new()
    {
        Node = node,
        Stream = Stream(json),
        Path = Text(json, "path"),
        Range = Range(json),
        IsSelected = Field(json, "selected").GetBoolean(),
        Causes = [.. Field(json, "causes").EnumerateArray().Select(CauseOf)],
    };

    /// <summary>The figures of a verification.</summary>
    internal static ContentFigures ToFigures(JsonElement json) => new()
    {
        Files = Length(Field(json, "files")),
        Checked = Length(Field(json, "checked")),
        Bytes = Length(Field(json, "bytes")),
        Corrupt = Length(Field(json, "corrupt")),
        Unreadable = Length(Field(json, "unreadable")),
    };

    private static FleetContentsRecord ToContents(JsonElement json) => new()
    {
        Nodes = Field(json, "nodes").GetInt32(),
        Answered = Field(json, "answered").GetInt32(),
        Contents = ToFigures(json),
        Complete = Field(json, "complete").GetBoolean(),
        Exit = Field(json, "exit").GetInt32(),
    };

    /// <summary>A cause: a word, or an object that says more of it.</summary>
    private static string CauseOf(JsonElement json) => json.ValueKind == JsonValueKind.Object ? Text(json, "cause") : Given(json);

    private static FleetStreamRecord ToStream(JsonElement json) => new()
    {
        Stream = Stream(json),
        Window = Optional(json, "start") is null ? null : Range(json),
        Microseconds = Classes(json),
        Copies = Lengths(json, "copies"),
    };

    private static FleetSummaryRecord ToSummary(JsonElement json) => new()
    {
        Nodes = Field(json, "nodes").GetInt32(),
        Answered = Field(json, "answered").GetInt32(),
        Streams = Field(json, "streams").GetInt32(),
        Microseconds = Classes(json),
        Copies = Lengths(json, "copies"),
        Holes = Field(json, "holes").GetInt64(),
        Thin = Field(json, "thin").GetInt64(),
        Complete = Field(json, "complete").GetBoolean(),
        Exit = Field(json, "exit").GetInt32(),
    };

    private static VerdictPart ToPart(JsonElement json)
    {
        var range = Range(json);
        return new VerdictPart
        {
            Start = range.Start,
            End = range.End,
            Verdict = Verdict(Text(json, "verdict")),
            Replicas = json.TryGetProperty("replicas", out _) ? Texts(json, "replicas") : null,
            Qualities = json.TryGetProperty("qualities", out _) ? Texts(json, "qualities") : null,
        };
    }

    private static HoleVerdict Verdict(string word)
    {
        foreach (var verdict in Enum.GetValues<HoleVerdict>())
        {
            if (CopyWords.WordOf(verdict) == word) return verdict;
        }

        throw new FormatException($"there is no verdict '{word}'");
    }

    private static StreamId Stream(JsonElement json) => new(Text(json, "channel"), Text(json, "quality"));

    private static TimeRange Range(JsonElement json) => TimeRange.Parse(Text(json, "start"), Text(json, "end"));

    private static ClassMicroseconds Classes(JsonElement json)
    {
        var figures = Field(json, "microseconds");
        var classes = default(ClassMicroseconds);
        foreach (var row in CoverageClasses.All)
        {
            if (!row.IsRare || figures.TryGetProperty(row.Word, out _)) classes = row.WithCount(classes, Length(Field(figures, row.Word)));
        }

        return classes.Total >= 0 ? classes : throw new FormatException("a sum is negative");
    }

    /// <summary>Lengths that can be added up.</summary>
    private static List<long> Lengths(JsonElement json, string name)
    {
        var lengths = Field(json, name).EnumerateArray().Select(Length).ToList();
        return lengths.Sum() >= 0 ? lengths : throw new FormatException("a sum is negative");
    }

    private static long Length(JsonElement json) => json.GetInt64() is >= 0 and var length
        ? length
        : throw new FormatException("a length is negative");

    private static List<string> Texts(JsonElement json, string name) => [.. Field(json, name).EnumerateArray().Select(Given)];

    private static string FirstOf(List<string> nodes) => nodes.Count == 1 ? nodes[0] : throw new FormatException("'single' names one node");

    internal static string Text(JsonElement json, string name) => Given(Field(json, name));

    private static string Given(JsonElement json) => json.GetString() ?? throw new FormatException("a text is null");

    internal static string? Optional(JsonElement json, string name) => json.TryGetProperty(name, out var field) ? field.GetString() : null;

    internal static JsonElement Field(JsonElement json, string name) => json.TryGetProperty(name, out var field)
        ? field
        : throw new FormatException($"'{name}' is missing");
}
