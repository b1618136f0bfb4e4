using System.Globalization;
using System.Text;

namespace SegmentPipeline.Replicas;

/// <summary>Writes the records of comparing or filling, one after the other.</summary>
/// <remarks>Source: semantics §9. A writer is used by one caller at a time.</remarks>
public abstract class CopyRecordWriter
{
    private protected CopyRecordWriter(Stream stream) => Stream = stream;

    private protected Stream Stream { get; }

    /// <summary>A JSON object a line.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    public static CopyRecordWriter CreateNdjson(Stream stream) => new JsonWriter(stream, "", "\n", "");

    /// <summary>One JSON array of all records.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    public static CopyRecordWriter CreateJson(Stream stream) => new JsonWriter(stream, "[\n", ",\n", "\n]\n");

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

    private sealed class JsonWriter(Stream stream, string before, string between, string after) : CopyRecordWriter(stream)
    {
        private bool _hasWritten;

        public override async ValueTask WriteAsync(CopyRecord record, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(record);
            var text = CopyJson.ToBytes(record);
            await WriteTextAsync(_hasWritten ? between : before, cancellationToken).ConfigureAwait(false);
            _hasWritten = true;
            await Stream.WriteAsync(text, cancellationToken).ConfigureAwait(false);
        }

        public override async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
        {
            if (!_hasWritten) await WriteTextAsync(before, cancellationToken).ConfigureAwait(false);
            await WriteTextAsync(after.Length > 0 || !_hasWritten ? after : between, cancellationToken).ConfigureAwait(false);
            await Stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        private ValueTask WriteTextAsync(string text, CancellationToken cancellationToken) =>
            text.Length == 0 ? default : Stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
    }

    private sealed class CsvWriter(Stream stream) : CopyRecordWriter(stream)
    {
        private const string Names =
            "type,channel,quality,replica,hours,same,missing,extra,withdrawn,twins,complete,holeStart,holeEnd,start,end,verdict,by,path,state,bytes,cause";

        private static readonly string[] Columns = Names.Split(',');

        private bool _hasNames;

        public override async ValueTask WriteAsync(CopyRecord record, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(record);
            await WriteNamesAsync(cancellationToken).ConfigureAwait(false);
            switch (record)
            {
                case ReplicaRecord one:
                    await WriteLineAsync(CellsOf(one), cancellationToken).ConfigureAwait(false);
                    break;
                case VerdictRecord verdict:
                    foreach (var part in verdict.Parts)
                        await WriteLineAsync(CellsOf(verdict, part), cancellationToken).ConfigureAwait(false);
                    break;
                case FillRecord fill:
                    await WriteLineAsync(CellsOf(fill), cancellationToken).ConfigureAwait(false);
                    break;
            }
        }

        public override async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
        {
            await WriteNamesAsync(cancellationToken).ConfigureAwait(false);
            await Stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        private async ValueTask WriteNamesAsync(CancellationToken cancellationToken)
        {
            if (_hasNames) return;
            _hasNames = true;
            await Stream.WriteAsync(Encoding.UTF8.GetBytes($"{Names}\r\n"), cancellationToken).ConfigureAwait(false);
        }

        private ValueTask WriteLineAsync(Dictionary<string, string?> cells, CancellationToken cancellationToken)
        {
            var line = string.Join(',', Columns.Select(column => cells.TryGetValue(column, out var cell) ? CellOf(cell ?? "") : ""));
            return Stream.WriteAsync(Encoding.UTF8.GetBytes($"{line}\r\n"), cancellationToken);
        }

        private static string CellOf(string text) => CsvCell.Quoted(text, VisibleText.MakeVisible(text));

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
