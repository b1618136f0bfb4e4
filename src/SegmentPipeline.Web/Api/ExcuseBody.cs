using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SegmentPipeline.Hosting;

namespace SegmentPipeline.Web;

/// <summary>Reads an excuse that somebody sends: <c>{"stream":"CHANNEL/QUALITY","start":…,"end":…,"reason":…,"until":…}</c>, strictly.
/// The server lets no body be long.</summary>
internal static class ExcuseBody
{
    private static readonly string[] Keys = ["stream", "start", "end", "reason", "until"];

    /// <exception cref="RequestProblemException">It is none.</exception>
    internal static async Task<Excuse> ReadAsync(HttpContext context)
    {
        var clock = context.RequestServices.GetRequiredService<TimeProvider>();
        try
        {
            using var json = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted).ConfigureAwait(false);
            return Read(json.RootElement, Timestamp.FromDateTimeOffset(clock.GetUtcNow()), ActionGuard.AskedBy(context));
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // The second is what half a surrogate gives.
            throw Bad("the body is not JSON");
        }
    }

    private static Excuse Read(JsonElement body, Timestamp now, string? by)
    {
        if (body.ValueKind != JsonValueKind.Object) throw Bad("the body is no object of JSON");
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in body.EnumerateObject())
        {
            if (!Keys.Contains(member.Name))
                throw Bad($"there is no member {VisibleText.MakeVisible(member.Name)}; there is {string.Join(", ", Keys)}");
            if (member.Name == "until" && member.Value.ValueKind == JsonValueKind.Null) continue;
            if (member.Value.ValueKind != JsonValueKind.String) throw Bad($"{member.Name} is no text");
            if (!texts.TryAdd(member.Name, member.Value.GetString()!)) throw Bad($"{member.Name} stands there twice");
        }

        var (start, end) = (TimeOf(texts, "start"), TimeOf(texts, "end"));
        if (end <= start) throw Bad($"it ends {end}, and not after its start {start}");
        var excuse = new Excuse
        {
            Stream = StreamId.TryParse(TextOf(texts, "stream"), out var stream) ? stream : throw Bad("stream is not a stream; write CHANNEL/QUALITY"),
            Range = new TimeRange(start, end),
            Reason = TextOf(texts, "reason").Trim(),
            Until = texts.ContainsKey("until") ? TimeOf(texts, "until") : null,
            Given = now,
            By = by,
        };
        return excuse.FindFault() is { } fault ? throw Bad(fault) : excuse;
    }

    private static string TextOf(Dictionary<string, string> texts, string key) =>
        texts.TryGetValue(key, out var text) ? text : throw Bad($"{key} is missing");

    private static Timestamp TimeOf(Dictionary<string, string> texts, string key) =>
        Timestamp.TryParse(TextOf(texts, key), out var time, out var fault) ? time : throw Bad($"{key}: {VisibleText.MakeVisible(fault!)}");

    private static RequestProblemException Bad(string detail) => new(StatusCodes.Status400BadRequest, detail);
}
