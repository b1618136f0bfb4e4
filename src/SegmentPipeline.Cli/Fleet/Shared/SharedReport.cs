using System.Text.Json;

namespace SegmentPipeline.Cli;

/// <summary>The report of an archive that several nodes mount: the records that the audit of one machine would have written.</summary>
/// <param name="records">The records, NDJSON; the stream stays open.</param>
internal sealed class SharedReport(Stream records)
{
    private const int MostLineBytes = 16 * 1024 * 1024;
    private const long MostBytes = 16L * 1024 * 1024 * 1024;

    private readonly SharedRecordReader _reader = new();
    private SummaryRecord? _summary;

    /// <summary>Hands the records on byte for byte.</summary>
    /// <returns>The exit code that stands in them.</returns>
    /// <exception cref="FleetClientException">They are no report.</exception>
    internal Task<int> CopyAsync(Stream destination, CancellationToken cancellationToken) =>
        ReadAsync(new CopiedStream(records, destination), (_, _) => ValueTask.CompletedTask, cancellationToken);

    /// <summary>Hands the records on as one JSON document, as <see cref="JsonRecordWriter"/> lays it out.</summary>
    /// <returns>The exit code that stands in them.</returns>
    /// <exception cref="FleetClientException">They are no report.</exception>
    internal async Task<int> CopyAsJsonAsync(Stream destination, CancellationToken cancellationToken)
    {
        var before = "{\"records\":[\n"u8.ToArray();
        var between = ",\n"u8.ToArray();
        var exit = await ReadAsync(
            records,
            async (line, _) =>
            {
                await destination.WriteAsync(before, cancellationToken).ConfigureAwait(false);
                await destination.WriteAsync(line, cancellationToken).ConfigureAwait(false);
                before = between;
            },
            cancellationToken).ConfigureAwait(false);
        await destination.WriteAsync("\n]}\n"u8.ToArray(), cancellationToken).ConfigureAwait(false);
        await destination.FlushAsync(cancellationToken).ConfigureAwait(false);
        return exit;
    }

    /// <summary>Hands on what people are shown of a report.</summary>
    /// <returns>The exit code that stands in it.</returns>
    /// <exception cref="FleetClientException">It is none.</exception>
    internal async Task<int> WriteAsync(IRecordWriter writer, CancellationToken cancellationToken)
    {
        var exit = await ReadAsync(
            records,
            (_, record) => record is null ? ValueTask.CompletedTask : writer.WriteAsync(record, cancellationToken),
            cancellationToken).ConfigureAwait(false);
        await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
        return exit;
    }

    private async Task<int> ReadAsync(
        Stream ndjson, Func<ReadOnlyMemory<byte>, AuditRecord?, ValueTask> take, CancellationToken cancellationToken)
    {
        var lines = new BoundedLines(ndjson, MostLineBytes, MostBytes);
        try
        {
            while (await lines.ReadAsync(cancellationToken).ConfigureAwait(false) is { } line)
                await take(line, Read(line)).ConfigureAwait(false);
            return _summary is { } end ? ExitCode.CodeFor(end.Outcome) : throw new FormatException("it has no summary at its end");
        }
        catch (Exception fault) when (IsOfTheRecords(fault))
        {
            throw new FleetClientException($"what the fleet answers is no report of an audit: line {lines.Number}: {fault.Message}", fault);
        }
    }

    private static bool IsOfTheRecords(Exception fault) => fault
        is JsonException or FormatException or InvalidOperationException
        or KeyNotFoundException or ArgumentException or OverflowException;

    private AuditRecord? Read(ReadOnlyMemory<byte> line)
    {
        if (_summary is not null) throw new FormatException("something stands behind the summary");
        using var json = JsonDocument.Parse(line);
        var record = _reader.Read(json.RootElement);
        _summary = record as SummaryRecord;
        return record;
    }
}
