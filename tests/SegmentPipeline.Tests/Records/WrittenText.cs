using System.Text;

namespace SegmentPipeline.Tests.Records;

/// <summary>What a writer makes of records.</summary>
internal static class WrittenText
{
    internal static async Task<string> OfAsync(Func<Stream, IRecordWriter> create, params IEnumerable<AuditRecord> records)
    {
        using var stream = new AsynchronousOnlyStream();
        var writer = create(stream);
        foreach (var record in records) await writer.WriteAsync(record);
        await writer.CompleteAsync();
        return Encoding.UTF8.GetString(stream.Bytes);
    }
}
