using System.Buffers;
using System.Text;
using System.Text.Json;

namespace SegmentPipeline.Scheduling;

/// <summary>The body of a webhook, and the headers that belong to it.</summary>
/// <param name="Bytes">The body.</param>
/// <param name="Type">Its media type.</param>
/// <param name="Headers">The headers.</param>
internal sealed record MessageBody(byte[] Bytes, string Type, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    private const int MostLines = 15;
    private const int MostCharacters = 1300;
    private const string Markup = @"\*_~`|[]()<>#";
    private const string Json = "application/json";

    internal static MessageBody Of(HookMessage message, NotifyTemplate template) => template switch
    {
        NotifyTemplate.Plain => new(message.ToJson(), Json, []),
        NotifyTemplate.Slack => new(SlackOf($"{ForSlack(message.Title)}\n{TextOf(message, "• ", ForSlack)}"), Json, []),
        NotifyTemplate.Discord => new(DiscordOf($"**{AsText(message.Title)}**\n{TextOf(message, "- ", AsText)}"), Json, []),
        NotifyTemplate.Zulip => new(JsonOf("text", $"{ForZulip(message.Title)}\n\n{TextOf(message, "* ", ForZulip)}"), Json, []),
        NotifyTemplate.Ntfy => new(Encoding.UTF8.GetBytes(TextOf(message, "", text => text)), "text/plain", NtfyOf(message)),
        _ => throw new ArgumentOutOfRangeException(nameof(template), template, "no such template"),
    };

    /// <summary>Some lines, cut where chats would refuse more.</summary>
    private static string TextOf(HookMessage message, string before, Func<string, string> written)
    {
        var text = string.Join('\n', message.Lines(MostLines).Select(line => before + written(line)));
        if (text.Length <= MostCharacters) return text;
        var end = char.IsHighSurrogate(text[MostCharacters - 1]) ? MostCharacters - 1 : MostCharacters;
        return text[..end] + "…";
    }

    /// <summary>Whoever names a stream calls nobody by it.</summary>
    private static string ForSlack(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    private static string ForZulip(string text) => AsText(text).Replace("@", "@ ", StringComparison.Ordinal);

    /// <summary>Names are no markup: what stands for it in chats is written as it is.</summary>
    private static string AsText(string text) =>
        string.Concat(text.Select(character => Markup.Contains(character) ? $"\\{character}" : character.ToString()));

    private static byte[] JsonOf(string name, string value) => Write(json => json.WriteString(name, value));

    /// <summary>Slack has no way to write its markup as it is, but can be told that there is none; addresses are not looked up.</summary>
    private static byte[] SlackOf(string text) => Write(json =>
    {
        json.WriteString("text", text);
        json.WriteBoolean("mrkdwn", false);
        json.WriteBoolean("unfurl_links", false);
        json.WriteBoolean("unfurl_media", false);
    });

    private static byte[] DiscordOf(string content) => Write(json =>
    {
        json.WriteString("content", content);
        json.WriteStartObject("allowed_mentions");
        json.WriteStartArray("parse");
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static List<KeyValuePair<string, string>> NtfyOf(HookMessage message) =>
    [
        new("Title", AsciiOf(message.Title)),
        new("Priority", message.Status == "trouble" ? "4" : "3"),
        new("Tags", message.Status == "trouble" ? "warning" : "white_check_mark"),
    ];

    private static string AsciiOf(string text) => string.Concat(text.Select(character => character is >= ' ' and <= '~' ? character : '?'));

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }
}
