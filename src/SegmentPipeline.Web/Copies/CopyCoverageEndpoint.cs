using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SegmentPipeline.Replicas;

namespace SegmentPipeline.Web;

/// <summary><c>/api/archives/NAME/replicas/REPLICA/coverage</c>: how a node says that a stream of its copy is covered, in columns as of the
/// archive here.</summary>
/// <param name="replica">What the copy is called.</param>
/// <param name="node">Asks it; null if it is a directory.</param>
/// <param name="reads">Waits for it.</param>
internal sealed class CopyCoverageEndpoint(string replica, NodeCoverage? node, BoundedReads reads)
{
    private const int NormalColumns = 1000;

    internal async Task SendAsync(HttpContext context)
    {
        var query = new Query(context.Request, "stream", "from", "to", "columns");
        var stream = query.Stream("stream") ?? throw Bad("stream: write of which, CHANNEL/QUALITY");
        var columns = query.Count("columns", NormalColumns, 1, CoverageEndpoint.MostColumns);
        if (query.Time("from") is not { } from || query.Time("to") is not { } to) throw Bad("from and to: write of which range");
        if (to.UnixMicroseconds - from.UnixMicroseconds < columns)
            throw Bad($"from and to: a column is a microsecond long at least, so {columns} of them need as many, and from comes before to");
        var range = new TimeRange(from, to);
        var answer = node is null
            ? new NodeCoverageAnswer { Cause = "it is a directory: nobody there keeps a ledger that says how it is covered" }
            : await reads.WaitAsync(() => node.AskAsync(stream, range, columns, CancellationToken.None), context.RequestAborted)
                .ConfigureAwait(false);
        using var reply = new LongReply(context);
        Write(reply.Json, stream, range, columns, answer);
        await reply.CompleteAsync().ConfigureAwait(false);
    }

    /// <summary>Nothing of the answer is passed on that was not read.</summary>
    private void Write(Utf8JsonWriter json, StreamId stream, TimeRange range, int columns, NodeCoverageAnswer answer)
    {
        json.WriteStartObject();
        json.WriteString("replica"u8, replica);
        json.WriteString("cause"u8, answer.Cause is { } cause ? VisibleText.MakeVisible(cause) : null);
        json.WriteString("audited"u8, answer.Audited?.ToString());
        json.WriteString("from"u8, range.Start.ToString());
        json.WriteString("to"u8, range.End.ToString());
        json.WriteNumber("columns"u8, columns);
        json.WriteStartArray("classes"u8);
        foreach (var row in CoverageClasses.All) json.WriteStringValue(row.Word);
        json.WriteEndArray();
        json.WriteStartArray("streams"u8);
        if (answer.Window is { } window) WriteStream(json, stream, window, answer);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteStream(Utf8JsonWriter json, StreamId stream, TimeRange window, NodeCoverageAnswer answer)
    {
        json.WriteStartObject();
        json.WriteString("channel"u8, stream.Channel);
        json.WriteString("quality"u8, stream.Quality);
        json.WriteString("start"u8, window.Start.ToString());
        json.WriteString("end"u8, window.End.ToString());
        json.WriteString("worst"u8, answer.Worst);
        json.WriteStartArray("mixed"u8);
        foreach (var column in answer.Mixed)
        {
            json.WriteStartArray();
            foreach (var number in column) json.WriteNumberValue(number);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static RequestProblemException Bad(string detail) => new(StatusCodes.Status400BadRequest, detail);
}
