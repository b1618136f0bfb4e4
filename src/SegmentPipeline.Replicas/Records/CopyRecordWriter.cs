using System.Globalization;

namespace SegmentPipeline.Replicas;

/// <summary>Writes the records of comparing or filling, one after the other.</summary>
/// <remarks>Source: semantics §9. A writer is used by one caller at a time.</remarks>
public abstract class CopyRecordWriter
{
    private protected CopyRecordWriter()
    {
    }

    /// <summary>A JSON object a line.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    public static CopyRecordWriter CreateNdjson(Stream stream) => new JsonWriter(JsonFrame.CreateLines(stream));

    /// <summary>One JSON array of all records.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    public static CopyRecordWriter CreateJson(Stream stream) => new JsonWriter(JsonFrame.CreateArray(stream));

    /// <summary>A table as RFC 4180 has it, a line for each record but the last, and for each part of a hole.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    public static CopyRecordWriter CreateCsv(Stream stream) => new CsvWriter(stream);

    /// <summary>Writes a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="cancellationToken">Stops waiting for the stream.</param>
    public abstract ValueTask WriteAsync(CopyRecord record, CancellationToken cancellationToken = default);

    /// <summary>Writes what stands at the end, and flushes.</summary>
    /// <param name="cancellationToken">Stops waiting for the stream.</param>
    public abstract ValueTask CompleteAsync(CancellationToken cancellationToken = default);

    private sealed class JsonWriter(JsonFrame frame) : CopyRecordWriter
    {
        public override ValueTask WriteAsync(CopyRecord record, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(record);
            return frame.WriteAsync(CopyJson.ToBytes(record), cancellationToken);
        }

        public override ValueTask CompleteAsync(CancellationToken cancellationToken = default) => frame.CompleteAsync(cancellationToken);
    }

    private sealed class CsvWriter(Stream stream) : CopyRecordWriter
    {
        private const string Names =
            "type,channel,quality,replica,hours,same,missing,extra,withdrawn,twins,complete,holeStart,holeEnd,start,end,verdict,by,path,state,bytes,cause";

        private readonly CsvTable _table = new(stream, Names);

        public override async ValueTask WriteAsync(CopyRecord record, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(record);
            foreach (var cells in RowsOf(record)) await _table.WriteAsync(cells, cancellationToken).ConfigureAwait(false);
        }

        public override ValueTask CompleteAsync(CancellationToken cancellationToken = default) => _table.CompleteAsync(cancellationToken);

        private static IEnumerable<Dictionary<string, string?>> RowsOf(CopyRecord record) => record switch
        {
            ReplicaRecord one => [CellsOf(one)],
            VerdictRecord verdict => verdict.Parts.Select(part => CellsOf(verdict, part)),
            FillRecord fill => [CellsOf(fill)],
            _ => [],
        };

        private static Dictionary<string, string?> CellsOf(ReplicaRecord record) => new(StringComparer.Ordinal)
        {
            ["type"] = "replica",
            ["channel"] = record.Stream.Channel,
            ["quality"] = record.Stream.Quality,
            ["replica"] = record.Replica,
            ["hours"] = Number(record.Hours),
            ["same"] = Number(record.Same),
            ["missing"] = Number(record.Missing),
            ["extra"] = Number(record.Extra),
            ["withdrawn"] = Number(record.Withdrawn),
            ["twins"] = Number(record.Twins),
            ["complete"] = record.Complete ? "true" : "false",
            ["cause"] = record.Cause,
        };

        private static Dictionary<string, string?> CellsOf(VerdictRecord record, VerdictPart part) => new(StringComparer.Ordinal)
        {
            ["type"] = "verdict",
            ["channel"] = record.Stream.Channel,
            ["quality"] = record.Stream.Quality,
            ["holeStart"] = record.Hole.Start.ToString(),
            ["holeEnd"] = record.Hole.End.ToString(),
            ["start"] = part.Start.ToString(),
            ["end"] = part.End.ToString(),
            ["verdict"] = CopyWords.WordOf(part.Verdict),
            ["by"] = string.Join(' ', part.Replicas ?? part.Qualities ?? []),
        };

        private static Dictionary<string, string?> CellsOf(FillRecord record) => new(StringComparer.Ordinal)
        {
            ["type"] = "fill",
            ["replica"] = record.Replica,
            ["path"] = record.Path,
            ["state"] = CopyWords.WordOf(record.State),
            ["bytes"] = Number(record.Bytes),
            ["cause"] = record.Cause,
        };

        private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
    }
}
