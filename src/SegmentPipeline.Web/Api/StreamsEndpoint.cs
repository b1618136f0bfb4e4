using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SegmentPipeline.Ledger;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Web;

/// <summary><c>/api/archives/NAME/streams</c>: each stream in a few figures, as the ledger has it.</summary>
internal static class StreamsEndpoint
{
    private const int MostSilent = 10_000;

    /// <summary>What the ledger has beside coverage.</summary>
    private sealed record Beside(
        IReadOnlyDictionary<StreamId, LedgerStreamRun> Runs,
        IReadOnlyDictionary<StreamId, Timestamp> Silent,
        IReadOnlyDictionary<StreamId, Hour> Unverified);

    internal static async Task SendAsync(HttpContext context)
    {
        _ = new Query(context.Request);
        var name = ArchiveEndpoints.Asked(context).Name;
        var cache = context.RequestServices.GetRequiredService<CoverageCache>();
        var coverage = await cache.ReadAsync(name, context.RequestAborted).ConfigureAwait(false);
        var version = coverage?.Version ?? default;
        var history = context.RequestServices.GetRequiredService<ArchiveHistory>();
        var reads = context.RequestServices.GetRequiredService<BoundedReads>();
        var verified = await reads.ReadAsync(() => LastVerification(history, name), context.RequestAborted).ConfigureAwait(false);
        if (EntityTags.IsHeldOfData(context, $"{version}-{verified}")) return;
        var beside = await reads.ReadAsync(() => Read(history, name, version), context.RequestAborted).ConfigureAwait(false);
        using var reply = new LongReply(context);
        var json = reply.Json;
        json.WriteStartObject();
        json.WriteString("audited"u8, version.Run > 0 ? version.Started.ToString() : null);
        json.WriteStartArray("streams"u8);
        foreach (var stream in coverage?.Streams ?? [])
        {
            Write(json, stream, beside);
            await reply.SendIfLongAsync().ConfigureAwait(false);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await reply.CompleteAsync().ConfigureAwait(false);
    }

    /// <summary>The last verification and how far it came: what is unverified changes with nothing else but audits.</summary>
    private static long LastVerification(ArchiveHistory history, string name) =>
        history.RunsWithoutStreams(name, 1, null, LedgerRunKind.Verify) is [var run]
            ? unchecked((run.Id * 1_000_003) + (run.Verification?.Files ?? 0))
            : 0;

    private static Beside Read(ArchiveHistory history, string name, LedgerVersion version)
    {
        var silent = new LedgerFindingFilter { Kinds = [LedgerFindingKind.Silent], OpenOnly = true };
        return new Beside(
            version.Run == 0
                ? new Dictionary<StreamId, LedgerStreamRun>()
                : history.StreamsOf(name, version.Run).ToDictionary(stream => stream.Stream),
            history.Findings(name, silent, 0, MostSilent)
                .Where(finding => finding is { Stream: not null, Range: not null })
                .GroupBy(finding => finding.Stream!)
                .ToDictionary(group => group.Key, group => group.Min(finding => finding.Range!.Value.Start)),
            history.FirstUnverified(name));
    }

    private static void Write(Utf8JsonWriter json, LedgerStreamCoverage stream, Beside beside)
    {
        json.WriteStartObject();
        CoverageReply.WriteStart(json, stream);
        CoverageReply.WriteMicroseconds(json, stream.Microseconds);
        json.WriteNumber("holes"u8, stream.Holes);
        if (stream.LongestHole is { } longest)
        {
            json.WriteStartObject("longestHole"u8);
            json.WriteString("start"u8, longest.Start.ToString());
            json.WriteString("end"u8, longest.End.ToString());
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("longestHole"u8);
        }

        var run = beside.Runs.GetValueOrDefault(stream.Stream);
        json.WriteString("lastEnd"u8, run?.Figures.LastEnd?.ToString());
        json.WriteString("silentSince"u8, beside.Silent.TryGetValue(stream.Stream, out var since) ? since.ToString() : null);
        json.WriteString("unverifiedFrom"u8, beside.Unverified.TryGetValue(stream.Stream, out var hour) ? hour.Start.ToString() : null);
        LedgerJson.WriteDeltas(json, run?.Deltas ?? default);
        json.WriteEndObject();
    }
}
