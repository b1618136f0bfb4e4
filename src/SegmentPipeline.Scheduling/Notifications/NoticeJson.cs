using System.Buffers;
using System.Text;
using System.Text.Json;

namespace SegmentPipeline.Scheduling;

/// <summary>Writes what is told as JSON, and reads what a ledger has kept of it.</summary>
internal static class NoticeJson
{
    internal static string TextOf(Notice notice)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            WriteFields(json, notice);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <summary>The fields of a notice, within an object.</summary>
    internal static void WriteFields(Utf8JsonWriter json, Notice notice)
    {
        json.WriteStartArray("archives");
        foreach (var archive in notice.Archives) json.WriteStringValue(archive);
        json.WriteEndArray();
        WriteCounts(json, "counts", notice.Begun);
        WriteCounts(json, "over", notice.Over);
        json.WriteStartArray("items");
        foreach (var item in notice.Items) Write(json, item);
        json.WriteEndArray();
        json.WriteNumber("omitted", notice.Omitted);
    }

    /// <summary>Reads what <see cref="TextOf"/> has written.</summary>
    /// <returns>The notice; null if it is damaged.</returns>
    internal static Notice? Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            return new Notice
            {
                Archives = [.. root.GetProperty("archives").EnumerateArray().Select(name => name.GetString()!)],
                Begun = ReadCounts(root.GetProperty("counts")),
                Over = ReadCounts(root.GetProperty("over")),
                Items = [.. root.GetProperty("items").EnumerateArray().Select(ReadItem)],
            };
        }
        catch (Exception damage) when (damage is JsonException or FormatException or KeyNotFoundException or InvalidOperationException
            or ArgumentException or OverflowException)
        {
            return null;
        }
    }

    private static void WriteCounts(Utf8JsonWriter json, string name, IReadOnlyDictionary<NoticeKind, long> counts)
    {
        json.WriteStartObject(name);
        foreach (var (kind, count) in counts) json.WriteNumber(NoticeWords.Of(kind).Word, count);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, NoticeItem item)
    {
        json.WriteStartObject();
        json.WriteString("archive", item.Archive);
        json.WriteString("kind", NoticeWords.Of(item.Kind).Word);
        json.WriteString("change", NoticeWords.WordOf(item.Change));
        if (item.Subject is { } subject) json.WriteString("subject", subject);
        if (item.Range is { } range)
        {
            json.WriteString("start", range.Start.ToString());
            json.WriteString("end", range.End.ToString());
        }

        if (item.Since is { } since) json.WriteString("since", since.ToString());
        if (item.Files > 0) json.WriteNumber("files", item.Files);
        if (item.Cause is { } cause) json.WriteString("cause", cause);
        json.WriteString("text", item.Text);
        json.WriteEndObject();
    }

    private static Dictionary<NoticeKind, long> ReadCounts(JsonElement counts) =>
        counts.EnumerateObject().ToDictionary(pair => KindOf(pair.Name), pair => pair.Value.GetInt64());

    private static NoticeItem ReadItem(JsonElement item) => new()
    {
        Archive = item.GetProperty("archive").GetString()!,
        Kind = KindOf(item.GetProperty("kind").GetString()!),
        Change = ChangeOf(item.GetProperty("change").GetString()!),
        Subject = TextAt(item, "subject"),
        Range = TextAt(item, "start") is { } start && TextAt(item, "end") is { } end ? TimeRange.Parse(start, end) : null,
        Since = TextAt(item, "since") is { } since ? Timestamp.Parse(since) : null,
        Files = item.TryGetProperty("files", out var files) ? files.GetInt64() : 0,
        Cause = TextAt(item, "cause"),
    };

    private static string? TextAt(JsonElement item, string name) => item.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static NoticeKind KindOf(string word) =>
        NoticeWords.All.FirstOrDefault(row => row.Word == word)?.Kind ?? throw new FormatException($"'{word}' is no kind");

    private static NoticeChange ChangeOf(string word)
    {
        foreach (var change in Enum.GetValues<NoticeChange>())
        {
            if (NoticeWords.WordOf(change) == word) return change;
        }

        throw new FormatException($"'{word}' is no change");
    }
}
