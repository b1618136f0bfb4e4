using System.Buffers;
using System.Text.Json;
using SegmentPipeline.Ledger;

namespace SegmentPipeline.Web;

/// <summary>Writes how streams are covered. Of each column the worst class that it holds anything of, as one character; the exact figures
/// of those that hold more than one class.</summary>
internal static class CoverageReply
{
    private const byte NotAudited = (byte)'-';

    private static readonly CoverageClass[] Classes = [.. CoverageClasses.All.Select(row => row.Member)];

    /// <summary>For each class, where it stands in <see cref="Classes"/>, the worst first.</summary>
    private static readonly int[] WorstFirst = [.. LedgerCoverage.WorstFirst.Select(@class => Array.IndexOf(Classes, @class))];

    internal static async Task WriteAsync(LongReply reply, CoveragePage page, TimeRange? range, int columns)
    {
        var json = reply.Json;
        var version = page.Coverage?.Version ?? default;
        json.WriteStartObject();
        if (version.Run > 0) json.WriteNumber("run"u8, version.Run);
        else json.WriteNull("run"u8);
        json.WriteString("audited"u8, version.Run > 0 ? version.Started.ToString() : null);
        json.WriteString("from"u8, range?.Start.ToString());
        json.WriteString("to"u8, range?.End.ToString());
        json.WriteNumber("columns"u8, columns);
        json.WriteStartArray("classes"u8);
        foreach (var row in CoverageClasses.All) json.WriteStringValue(row.Word);
        json.WriteEndArray();
        json.WriteStartArray("streams"u8);
        await WriteStreamsAsync(reply, page, range, columns).ConfigureAwait(false);
        json.WriteEndArray();
        json.WriteBoolean("more"u8, page.HasMore);
        json.WriteString("cursor"u8, page.Cursor);
        json.WriteEndObject();
    }

    /// <summary>Cells of many columns are so large that the collector would go through everything for them; they are
    /// borrowed.</summary>
    private static async Task WriteStreamsAsync(LongReply reply, CoveragePage page, TimeRange? range, int columns)
    {
        var cells = ArrayPool<ClassMicroseconds>.Shared.Rent(columns);
        try
        {
            foreach (var stream in page.Streams)
            {
                Write(reply.Json, stream, range, cells.AsSpan(0, columns));
                await reply.SendIfLongAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            ArrayPool<ClassMicroseconds>.Shared.Return(cells);
        }
    }

    private static void Write(Utf8JsonWriter json, LedgerStreamCoverage stream, TimeRange? range, Span<ClassMicroseconds> cells)
    {
        Span<byte> worst = stackalloc byte[CoverageEndpoint.MostColumns];
        worst = worst[..cells.Length];
        json.WriteStartObject();
        WriteStart(json, stream);
        WriteMicroseconds(json, range is { } whole ? stream.Measure(whole) : default);
        cells.Clear();
        if (range is { } asked) stream.Measure(asked, cells);
        for (var i = 0; i < cells.Length; i++) worst[i] = WorstIn(cells[i]) is { } at ? (byte)('0' + at) : NotAudited;
        json.WriteString("worst"u8, worst);
        json.WriteStartArray("mixed"u8);
        if (range is { } exact) WriteMixed(json, exact, cells, worst);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The fields that every answer about a stream begins with.</summary>
    internal static void WriteStart(Utf8JsonWriter json, LedgerStreamCoverage stream)
    {
        json.WriteString("channel"u8, stream.Stream.Channel);
        json.WriteString("quality"u8, stream.Stream.Quality);
        json.WriteString("start"u8, stream.Window?.Start.ToString());
        json.WriteString("end"u8, stream.Window?.End.ToString());
    }

    internal static void WriteMicroseconds(Utf8JsonWriter json, ClassMicroseconds microseconds)
    {
        json.WriteStartObject("microseconds"u8);
        foreach (var row in CoverageClasses.All) json.WriteNumber(row.Word, row.CountIn(microseconds));
        json.WriteEndObject();
    }

    /// <summary>Columns that are not wholly of their worst class: their number, and the microseconds of each class.</summary>
    private static void WriteMixed(
        Utf8JsonWriter json,
        TimeRange range,
        ReadOnlySpan<ClassMicroseconds> cells,
        ReadOnlySpan<byte> worst)
    {
        var start = range.Start;
        for (var i = 0; i < cells.Length; i++)
        {
            var end = LedgerStreamCoverage.BoundaryOf(range, i + 1, cells.Length);
            if (worst[i] != NotAudited && CoverageClasses.All[worst[i] - '0'].CountIn(cells[i]) != end.MicrosecondsSince(start))
            {
                json.WriteStartArray();
                json.WriteNumberValue(i);
                foreach (var row in CoverageClasses.All) json.WriteNumberValue(row.CountIn(cells[i]));
                json.WriteEndArray();
            }

            start = end;
        }
    }

    private static int? WorstIn(in ClassMicroseconds cell)
    {
        foreach (var at in WorstFirst)
        {
            if (CoverageClasses.All[at].CountIn(cell) > 0) return at;
        }

        return null;
    }
}
