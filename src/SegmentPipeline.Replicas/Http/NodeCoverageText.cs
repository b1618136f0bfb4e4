using System.Text.Json;

namespace SegmentPipeline.Replicas;

/// <summary>Reads what a node says of its coverage, and believes nothing that does not add up.</summary>
internal static class NodeCoverageText
{
    private const int MostArchives = 1000;

    private static readonly JsonDocumentOptions Bounds = new() { MaxDepth = 16 };

    /// <summary>Reads the names of the node's archives.</summary>
    /// <exception cref="JsonException">There are none.</exception>
    internal static List<string> ReadArchives(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, Bounds);
        var archives = Field(document.RootElement, "archives", JsonValueKind.Array);
        return [.. archives.EnumerateArray().Take(MostArchives).Select(archive => Text(archive, "name"))];
    }

    /// <summary>Reads how a stream is covered.</summary>
    /// <exception cref="JsonException">It is about something else than was asked, or does not add up.</exception>
    internal static NodeCoverageAnswer Read(ReadOnlyMemory<byte> json, StreamId stream, TimeRange range, int columns)
    {
        using var document = JsonDocument.Parse(json, Bounds);
        var root = document.RootElement;
        var classes = Field(root, "classes", JsonValueKind.Array).EnumerateArray().Select(TextOf);
        Check(classes.SequenceEqual(CoverageClasses.All.Select(row => row.Word)), "its classes are others");
        Check(Number(Field(root, "columns", JsonValueKind.Number)) == columns, "it has another number of columns");
        Check(MomentOf(root, "from") == range.Start && MomentOf(root, "to") == range.End, "it is about another range");
        var isAudited = !root.TryGetProperty("audited", out var began) || began.ValueKind != JsonValueKind.Null;
        var audited = isAudited ? MomentOf(root, "audited") : (Timestamp?)null;
        var streams = Field(root, "streams", JsonValueKind.Array);
        if (streams.GetArrayLength() == 0) return new NodeCoverageAnswer { Audited = audited };
        var told = streams[0];
        Check(Text(told, "channel") == stream.Channel && Text(told, "quality") == stream.Quality, "it is about another stream");
        var worst = Text(told, "worst");
        Check(worst.Length == columns && worst.All(IsLetter), "its columns are none");
        var (start, end) = (MomentOf(told, "start"), MomentOf(told, "end"));
        Check(start <= end, "the stream ends before it starts");
        return new NodeCoverageAnswer
        {
            Audited = audited,
            Window = new TimeRange(start, end),
            Worst = worst,
            Mixed = ReadMixed(Field(told, "mixed", JsonValueKind.Array), range, columns),
        };
    }

    private static List<IReadOnlyList<long>> ReadMixed(JsonElement mixed, TimeRange range, int columns)
    {
        // Columns differ by a microsecond at most.
        var longest = range.Microseconds / columns + 1;
        var (last, read) = (-1L, new List<IReadOnlyList<long>>());
        foreach (var column in mixed.EnumerateArray())
        {
            Check(column.ValueKind == JsonValueKind.Array && column.GetArrayLength() == CoverageClasses.All.Count + 1, "a column is none");
            var numbers = column.EnumerateArray().Select(Number).ToList();
            Check(numbers[0] > last && numbers[0] < columns, "its columns are in no order");
            var rest = longest;
            foreach (var part in numbers.Skip(1))
            {
                Check(part >= 0 && part <= rest, "a column is longer than it is");
                rest -= part;
            }

            last = numbers[0];
            read.Add(numbers);
        }

        return read;
    }

    private static bool IsLetter(char letter) => letter == '-' || (letter >= '0' && letter < '0' + CoverageClasses.All.Count);

    private static Timestamp MomentOf(JsonElement parent, string name) =>
        Timestamp.TryParse(Text(parent, name), out var moment) ? moment : throw new JsonException($"its {name} is no time");

    private static string Text(JsonElement parent, string name) => TextOf(Field(parent, name, JsonValueKind.String));

    private static string TextOf(JsonElement text)
    {
        if (text.ValueKind != JsonValueKind.String) throw new JsonException("something is no text");
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException fault)
        {
            throw new JsonException("something is no text", fault);
        }
    }

    private static long Number(JsonElement number) =>
        number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out var value) ? value : throw new JsonException("something is no number");

    private static JsonElement Field(JsonElement parent, string name, JsonValueKind kind) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var field) && field.ValueKind == kind
            ? field
            : throw new JsonException($"it has no {name}");

    private static void Check(bool holds, string fault)
    {
        if (!holds) throw new JsonException(fault);
    }
}
