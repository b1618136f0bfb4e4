using System.Net;
using System.Text.Json;

namespace SegmentPipeline.Cli;

/// <summary>What the answer of a node means: one that is as it should be, or a sentence on why it is not.</summary>
internal static class FleetAnswers
{
    private const int LongestDetail = 500;
    private const int MostProblemBytes = 64 * 1024;
    private const int MostBytes = 16 * 1024 * 1024;

    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    /// <summary>The body of an answer, within its bounds.</summary>
    internal static async Task<BoundedBody> OpenAsync(
        HttpResponseMessage answer, long mostBytes, TimeProvider clock, CancellationToken cancellationToken) =>
        new(await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), mostBytes, Silence, clock);

    /// <summary>Reads the JSON of an answer.</summary>
    /// <exception cref="FleetClientException">It has none that it should have.</exception>
    internal static async Task<T> ReadAsync<T>(
        HttpResponseMessage answer, Func<JsonElement, T> read, TimeProvider clock, CancellationToken cancellationToken)
    {
        var body = await OpenAsync(answer, MostBytes, clock, cancellationToken).ConfigureAwait(false);
        await using var _ = body.ConfigureAwait(false);
        try
        {
            using var json = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken).ConfigureAwait(false);
            return read(json.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FleetClientException("what it answers is not about a fleet", fault);
        }
    }

    /// <summary>Returns if the answer is one.</summary>
    /// <exception cref="FleetClientException">It is none.</exception>
    internal static async Task CheckAsync(HttpResponseMessage answer, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (answer.IsSuccessStatusCode) return;
        var status = (int)answer.StatusCode;
        if (status is >= 300 and < 400) throw new FleetClientException($"it sends elsewhere ({status}), where nobody follows");
        var detail = await DetailAsync(answer, clock, cancellationToken).ConfigureAwait(false);
        throw answer.StatusCode switch
        {
            HttpStatusCode.NotFound => new FleetClientException(detail ?? "it belongs to no fleet (404)") { IsAbsent = true },
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
                new FleetClientException($"it lets nobody in without a user and a password that it knows ({status})"),
            HttpStatusCode.BadRequest or HttpStatusCode.Conflict when detail is not null =>
                new FleetClientException(detail) { IsRefusal = true },
            _ => new FleetClientException($"it answers {status}{(detail is null ? "" : $": {detail}")}")
            {
                MayPass = status is 408 or 425 or 429 or >= 500,
            },
        };
    }

    /// <summary>The sentence of a problem document; null if the answer has none.</summary>
    private static async Task<string?> DetailAsync(HttpResponseMessage answer, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            var body = await OpenAsync(answer, MostProblemBytes, clock, cancellationToken).ConfigureAwait(false);
            await using var _ = body.ConfigureAwait(false);
            using var json = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken).ConfigureAwait(false);
            return json.RootElement.GetProperty("detail").GetString() is { Length: > 0 and <= LongestDetail } detail ? detail : null;
        }
        catch (Exception fault) when (fault is FleetClientException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }
}
