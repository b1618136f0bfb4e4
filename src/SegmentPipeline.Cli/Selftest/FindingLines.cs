using System.Text.Json;
using SegmentPipeline.Verification;

namespace SegmentPipeline.Cli;

/// <summary>Findings as lines that can be compared: the planted ones, those of audits, those of verifications. What is free text, and what
/// a plan does not foresee, is left out.</summary>
internal static class FindingLines
{
    private static readonly string[] Corrupt = ["corrupt"];
    private static readonly string[] Clock = ["clock"];

    /// <summary>What a list of planted faults says that an audit must find. What is corrupt it only tells after a verification.</summary>
    internal static IReadOnlyList<string> PlantedForAudit(string list) =>
        Lines(File.ReadLines(list), type => !Corrupt.Contains(type) && FindingTypes.All.Any(row => row.Word == type));

    /// <summary>What a list of planted faults says that a verification must find.</summary>
    internal static IReadOnlyList<string> PlantedForVerification(string list) =>
        Lines(File.ReadLines(list), type => Corrupt.Contains(type) || Clock.Contains(type));

    /// <summary>What audits have found.</summary>
    internal static async Task<IReadOnlyList<string>> OfAuditAsync(
        IAsyncEnumerable<AuditRecord> records,
        CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var writer = new NdjsonRecordWriter(bytes, RecordFields.Deterministic);
        await foreach (var record in records.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (record is Finding) await writer.WriteAsync(record, cancellationToken).ConfigureAwait(false);
        }

        await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
        return Lines(LinesOf(bytes), _ => true);
    }

    /// <summary>What a verification has found.</summary>
    internal static async Task<IReadOnlyList<string>> OfVerificationAsync(
        IAsyncEnumerable<VerificationRecord> records,
        CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var writer = VerificationRecordWriter.CreateNdjson(bytes);
        await foreach (var record in records.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (record is not (VerificationHeaderRecord or ScheduleRecord or VerificationSummaryRecord))
                await writer.WriteAsync(record, cancellationToken).ConfigureAwait(false);
        }

        await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
        return Lines(LinesOf(bytes), _ => true);
    }

    private static string[] LinesOf(MemoryStream bytes) =>
        System.Text.Encoding.UTF8.GetString(bytes.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string[] Lines(IEnumerable<string> lines, Predicate<string> isTold) =>
    [
        .. lines
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Where(finding => isTold(finding.GetProperty("type"u8).GetString()!))
            .Select(LineOf)
            .Order(StringComparer.Ordinal),
    ];

    private static string LineOf(JsonElement finding)
    {
        var type = finding.GetProperty("type"u8).GetString();
        var foreseen = finding.EnumerateObject().Where(field => IsForeseen(type!, field.Name));
        return string.Join(' ', foreseen.Select(field => field.Value.GetRawText()));
    }

    private static bool IsForeseen(string type, string field) => (type, field) switch
    {
        (_, "fault") => false,
        ("bad" or "stray", "cause") => false,
        ("clock", "start" or "end" or "microseconds") => false,
        _ => true,
    };
}
