using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SegmentPipeline.Web;

namespace SegmentPipeline.Fleet;

/// <summary>Reads what somebody asks of the fleet: a JSON object of 4 kB at most, strictly.</summary>
internal static class FleetRequestBody
{
    private const int MostNames = 256;
    private const int LongestName = 255;
    private const int MostCopies = 1000;

    private static readonly TimeSpan LongestDeadline = TimeSpan.FromDays(7);

    /// <summary>Reads it.</summary>
    /// <returns>The id that it gives, if any, and the request.</returns>
    /// <exception cref="RequestProblemException">It is something else.</exception>
    internal static async Task<(string? Id, FleetRunRequest Request)> ReadAsync(HttpRequest request, DateTimeOffset now)
    {
        if (request.ContentLength == 0) return (null, new FleetRunRequest());
        if (!request.HasJsonContentType()) throw new RequestProblemException(StatusCodes.Status415UnsupportedMediaType, "the body must be JSON");
        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
            return Read(body.RootElement, now);
        }
        catch (JsonException)
        {
            throw Bad("the body is not JSON");
        }
    }

    private static (string? Id, FleetRunRequest Request) Read(JsonElement body, DateTimeOffset now)
    {
        if (body.ValueKind != JsonValueKind.Object) throw Bad("the body must be an object");
        string? id = null;
        var request = new FleetRunRequest();
        foreach (var field in body.EnumerateObject())
        {
            if (field.Value.ValueKind == JsonValueKind.Null) continue;
            if (field.NameEquals("id"u8)) id = IdOf(Text(field));
            else request = Add(request, field);
        }

        if (request is { Start: { } start, End: { } end } && start > end) throw Bad("the window must not start after its end");
        if (request.Start > Timestamp.FromDateTimeOffset(now)) throw Bad("start: it is in the future");
        if (request.Kind == FleetRunKind.Shared && request.Archive is null) throw Bad("archive: a shared archive must be named");
        if (request is { Level: not null, Kind: not FleetRunKind.Verify }) throw Bad("level: only a run of the kind verify has one");
        return (id, request);
    }

    private static FleetRunRequest Add(FleetRunRequest request, JsonProperty field) => field.Name switch
    {
        "kind" => request with { Kind = KindOf(Text(field)) },
        "archive" => request with { Archive = Text(field) },
        "channels" => request with { Channels = Names(field) },
        "qualities" => request with { Qualities = Names(field) },
        "nodes" => request with { Nodes = [.. Names(field).Select(IdOf)] },
        "start" => request with { Start = Time(field) },
        "end" => request with { End = Time(field) },
        "toleranceSeconds" => request with { Tolerance = Span(field, TimeSpan.FromHours(1)) },
        "copies" => request with { Copies = Number(field, MostCopies) },
        "level" => request with { Level = Level(field) },
        "deadlineSeconds" => request with { Deadline = Span(field, LongestDeadline) },
        _ => throw Bad($"there is no field {VisibleText.MakeVisible(field.Name)}"),
    };

    private static FleetRunKind KindOf(string word) => word switch
    {
        "copies" => FleetRunKind.Copies,
        "shared" => FleetRunKind.Shared,
        "verify" => FleetRunKind.Verify,
        _ => throw Bad($"kind: '{VisibleText.MakeVisible(word)}' is none of copies, shared, verify"),
    };

    private static string Level(JsonProperty field) => NodeVerification.LevelOf(Text(field)) is not null
        ? Text(field)
        : throw Bad($"level: '{VisibleText.MakeVisible(Text(field))}' is none of {NodeVerification.LevelWords}");

    private static string IdOf(string text) => RunIds.IsId(text)
        ? text
        : throw Bad($"'{VisibleText.MakeVisible(text)}' is no name: 1 to 64 letters, digits, '.', '_' and '-', the first a letter or a digit");

    private static string Text(JsonProperty field) => ReadText(field.Value)
        ?? throw Bad($"{field.Name}: a text of at most {LongestName} letters is expected");

    /// <summary>A text that is no longer than a name may be; else null.</summary>
    private static string? ReadText(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { Length: <= LongestName } text ? text : null;

    private static List<string> Names(JsonProperty field)
    {
        if (field.Value.ValueKind != JsonValueKind.Array || field.Value.GetArrayLength() > MostNames)
            throw Bad($"{field.Name}: a list of at most {MostNames} names is expected");
        return [.. field.Value.EnumerateArray().Select(name => ReadText(name) is { Length: > 0 } text
            ? text
            : throw Bad($"{field.Name}: each must be a text of at most {LongestName} letters"))];
    }

    private static Timestamp Time(JsonProperty field) => Timestamp.TryParse(Text(field), out var moment)
        ? moment
        : throw Bad($"{field.Name}: '{VisibleText.MakeVisible(Text(field))}' is not a moment; write 2026-03-28T18:00:00Z");

    private static int Number(JsonProperty field, int most) =>
        field.Value.ValueKind == JsonValueKind.Number && field.Value.TryGetInt32(out var number) && number >= 1 && number <= most
            ? number
            : throw Bad($"{field.Name}: a whole number from 1 to {most} is expected");

    private static TimeSpan Span(JsonProperty field, TimeSpan most) =>
        field.Value.ValueKind == JsonValueKind.Number
            && field.Value.TryGetDecimal(out var seconds)
            && seconds >= 0
            && seconds <= (decimal)most.TotalSeconds
            ? TimeSpan.FromMicroseconds((double)decimal.Round(seconds * 1_000_000))
            : throw Bad($"{field.Name}: seconds from 0 to {most.TotalSeconds:0} are expected");

    private static RequestProblemException Bad(string detail) => new(StatusCodes.Status400BadRequest, detail);
}
