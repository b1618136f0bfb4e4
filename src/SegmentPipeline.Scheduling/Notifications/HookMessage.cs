using System.Buffers;
using System.Text;
using System.Text.Json;

namespace SegmentPipeline.Scheduling;

/// <summary>A message to one hook.</summary>
internal sealed record HookMessage
{
    /// <summary>The version of its JSON.</summary>
    private const int Schema = 1;

    private const int MostNames = 3;

    /// <summary>What it is known by: whoever gets two with the same id has got one twice.</summary>
    internal required string Id { get; init; }

    /// <summary>Name of the hook.</summary>
    internal required string Hook { get; init; }

    /// <summary>When there was reason for the newest of what it tells.</summary>
    internal required Timestamp Time { get; init; }

    /// <summary>What it tells; null for a test.</summary>
    internal Notice? Notice { get; init; }

    internal string Status => Notice switch
    {
        null => "test",
        { IsOver: true } => "over",
        _ => "trouble",
    };

    /// <summary>All of it in one line of ASCII, unless an archive is named otherwise.</summary>
    internal string Title => Notice is null ? $"Test of the hook {Hook}" : $"{ArchivesOf(Notice)}: {CountsOf(Notice)}";

    /// <summary>The lines that follow the title, a bounded number.</summary>
    internal IReadOnlyList<string> Lines(int most)
    {
        if (Notice is not { } notice) return ["SegmentPipeline can reach you; nothing is wrong."];
        var items = notice.Items.Take(most).Select(item => item.Text).ToList();
        var more = notice.Items.Count - items.Count + notice.Omitted;
        if (more > 0) items.Add($"and {more} more");
        return items;
    }

    /// <summary>The whole message, as docs/notify.md describes it.</summary>
    internal byte[] ToJson()
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", Schema);
            json.WriteString("id", Id);
            json.WriteString("hook", Hook);
            json.WriteString("time", Time.ToString());
            json.WriteString("status", Status);
            json.WriteString("title", Title);
            json.WriteString("text", string.Join('\n', Lines(Scheduling.Notice.MostItems)));
            NoticeJson.WriteFields(json, Notice ?? Scheduling.Notice.Merge([]));
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>A title has room for some names.</summary>
    private static string ArchivesOf(Notice notice) =>
        notice.Archives.Count <= MostNames ? string.Join(", ", notice.Archives) : $"{notice.Archives.Count} archives";

    private static string CountsOf(Notice notice)
    {
        var text = new StringBuilder();
        text.AppendJoin(", ", notice.Begun.Select(pair => NoticeWords.Of(pair.Key).Count(pair.Value)));
        if (notice.Over.Count == 0) return text.ToString();
        if (text.Length > 0) text.Append("; ");
        text.Append("over: ").AppendJoin(", ", notice.Over.Select(pair => NoticeWords.Of(pair.Key).Count(pair.Value)));
        return text.ToString();
    }
}
