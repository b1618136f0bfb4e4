using System.Text.Encodings.Web;
using System.Text.Json;
using SegmentPipeline.Ledger;

namespace SegmentPipeline.Cli;

/// <summary>History as one JSON document. Fields are only ever added.</summary>
internal static class HistoryJson
{
    private const int FlushAt = 16 * 1024;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static Task WriteRunsAsync(
        Stream stream,
        IEnumerable<LedgerRun> runs,
        Func<LedgerRun, IEnumerable<LedgerStreamRun>> streamsOf,
        CancellationToken cancellationToken
    ) => WriteAsync(stream, "runs", runs.SelectMany(run => Steps(run, streamsOf)), (json, step) => step(json), cancellationToken);

    internal static Task WriteHolesAsync(Stream stream, IEnumerable<LedgerFinding> holes, CancellationToken cancellationToken) =>
        WriteAsync(stream, "holes", holes, LedgerJson.WriteHole, cancellationToken);

    /// <summary>A run in pieces: it may have very many streams.</summary>
    private static IEnumerable<Action<Utf8JsonWriter>> Steps(LedgerRun run, Func<LedgerRun, IEnumerable<LedgerStreamRun>> streamsOf)
    {
        yield return json => LedgerJson.BeginRun(json, run);
        foreach (var stream in streamsOf(run)) yield return json => LedgerJson.WriteStream(json, stream);
        yield return LedgerJson.EndRun;
    }

    private static async Task WriteAsync<T>(
        Stream stream, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write, CancellationToken cancellationToken)
    {
        var json = new Utf8JsonWriter(stream, Options);
        await using var _ = json.ConfigureAwait(false);
        json.WriteStartObject();
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            write(json, item);
            if (json.BytesPending > FlushAt) await json.FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken).ConfigureAwait(false);
        await stream.WriteAsync("\n"u8.ToArray(), cancellationToken).ConfigureAwait(false);
    }
}
