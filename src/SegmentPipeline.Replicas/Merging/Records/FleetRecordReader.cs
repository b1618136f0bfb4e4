using System.Runtime.CompilerServices;
using System.Text.Json;

namespace SegmentPipeline.Replicas;

/// <summary>Reads the records of a fleet from NDJSON.</summary>
public static class FleetRecordReader
{
    private const int MostLineBytes = 16 * 1024 * 1024;
    private const long MostBytes = 16L * 1024 * 1024 * 1024;

    /// <summary>Reads them one after the other, to the <see cref="FleetSummaryRecord"/> or
    /// <see cref="FleetContentsRecord"/> at their end. Types and fields that are not known
    /// are passed over.</summary>
    /// <param name="ndjson">The records; the stream stays open.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="FormatException">A line is no such record, or longer than 16 MiB; they are more than 16 GiB; the last one is
    /// missing; or something stands behind it.</exception>
    public static async IAsyncEnumerable<FleetRecord> ReadAsync(
        Stream ndjson,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ndjson);
        var lines = new BoundedLines(ndjson, MostLineBytes, MostBytes);
        var hasEnded = false;
        while (await lines.ReadAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (hasEnded) throw new FormatException($"line {lines.Number}: something stands behind the last record");
            if (Read(line, lines.Number) is not { } record) continue;
            hasEnded = record is FleetSummaryRecord or FleetContentsRecord;
            yield return record;
        }

        if (!hasEnded) throw new FormatException($"the records break off behind line {lines.Number}: the last one, 'fleet', is missing");
    }

    /// <summary>The record of a line; null if its type is not known.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    internal static FleetRecord? Read(ReadOnlyMemory<byte> line, long number)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return ReadJson.ToRecord(json.RootElement);
        }
        catch (Exception fault) when (
            fault is JsonException or InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            throw new FormatException($"line {number} is no record of a fleet: {fault.Message}", fault);
        }
    }
}
