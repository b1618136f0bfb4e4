using System.Buffers;
using System.Text.Json;
using SegmentPipeline.Ledger;

namespace SegmentPipeline.Web;

/// <summary>Something that has changed, as it is sent.</summary>
/// <param name="Name">What kind of change.</param>
/// <param name="Data">An object of JSON, on one line.</param>
internal sealed record ChangeEvent(string Name, ReadOnlyMemory<byte> Data)
{
    /// <summary>An audit has ended, and with it coverage may be another.</summary>
    /// <param name="archive">Name of the archive.</param>
    /// <param name="version">What coverage is now.</param>
    /// <param name="streams">The streams that differ; null if that may be any.</param>
    internal static ChangeEvent OfRun(string archive, LedgerVersion version, IReadOnlyList<StreamId>? streams)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, JsonReply.Options))
        {
            json.WriteStartObject();
            json.WriteString("archive"u8, archive);
            json.WriteNumber("run"u8, version.Run);
            if (streams is null) json.WriteNull("streams"u8);
            else WriteNames(json, streams);
            json.WriteEndObject();
        }

        return new ChangeEvent("run", buffer.WrittenMemory);
    }

    private static void WriteNames(Utf8JsonWriter json, IReadOnlyList<StreamId> streams)
    {
        json.WriteStartArray("streams"u8);
        foreach (var stream in streams) json.WriteStringValue(stream.ToString());
        json.WriteEndArray();
    }
}
