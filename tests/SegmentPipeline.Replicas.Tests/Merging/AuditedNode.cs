using SegmentPipeline.Testing;

namespace SegmentPipeline.Replicas.Tests.Merging;

/// <summary>A node's archive as its own audit tells of it, read from NDJSON, and as the naive audit does.</summary>
internal sealed record AuditedNode
{
    /// <summary>What was read from the records of the audit.</summary>
    internal required NodeAnswer Answer { get; init; }

    /// <summary>What the naive audit says.</summary>
    internal required NaiveNode Naive { get; init; }

    /// <summary>The records of the audit; none if it failed.</summary>
    internal IReadOnlyList<AuditRecord> Records { get; init; } = [];

    /// <summary>Audits an archive at a moment.</summary>
    internal static async Task<AuditedNode> AuditAsync(
        string name,
        SegmentArchive archive,
        ArchiveTree tree,
        AuditRequest request,
        Timestamp now)
    {
        var records = new List<AuditRecord>();
        try
        {
            var context = new AuditContext { TimeProvider = new FixedTimeProvider(now) };
            await foreach (var record in archive.AuditAsync(request, context)) records.Add(record);
        }
        catch (AuditFailedException fault)
        {
            var silent = NodeAnswer.Silent(name, null, fault.Message);
            return new AuditedNode
            {
                Answer = silent,
                Naive = new NaiveNode { Name = name, Answered = false, Complete = false, Cause = silent.Cause },
            };
        }

        var answer = await ReadAsync(name, records, request.Settle);
        var naive = NaiveOf(answer, new NaiveAudit(tree, request, now), request, now);
        return new AuditedNode { Answer = answer, Records = records, Naive = naive };
    }

    internal static async Task<byte[]> WriteAsync(IEnumerable<AuditRecord> records)
    {
        var bytes = new MemoryStream();
        var writer = new NdjsonRecordWriter(bytes);
        foreach (var record in records) await writer.WriteAsync(record);
        await writer.CompleteAsync();
        return bytes.ToArray();
    }

    private static async Task<NodeAnswer> ReadAsync(string name, List<AuditRecord> records, TimeSpan settle)
    {
        using var bytes = new MemoryStream(await WriteAsync(records));
        return await NodeAnswer.ReadAsync(new NodeAnswerSource { Node = name, Settle = settle }, bytes);
    }

    private static NaiveNode NaiveOf(NodeAnswer answer, NaiveAudit audit, AuditRequest request, Timestamp now)
    {
        var node = new NaiveNode
        {
            Name = answer.Node,
            Complete = !audit.Records().Exists(record => record is UnreadableFinding),
            Cause = answer.Cause,
            AsOf = now,
            Settle = request.Settle,
        };
        foreach (var stream in audit.Streams)
            node.Streams.Add(
                stream.Id,
                stream.Window is { } window ? new NaiveCopy(window.Start, window.End, stream.Coverage.Pieces) : null);
        return node;
    }
}
