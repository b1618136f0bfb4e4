using System.Globalization;
using System.Text.Json;

namespace SegmentPipeline.Playback;

/// <summary>One stream of sound or pictures in a segment.</summary>
/// <param name="Index">Its number in the file.</param>
/// <param name="PacketId">Its packets' identifier (PID) in the transport stream.</param>
/// <param name="IsVideo">Whether it has pictures.</param>
/// <param name="Codec">What it is coded in, by ffmpeg's name.</param>
/// <param name="PixelFormat">How its pictures are stored, by ffmpeg's name; null for sound.</param>
internal sealed record MediaStream(int Index, int PacketId, bool IsVideo, string Codec, string? PixelFormat);

/// <summary>What a segment holds.</summary>
/// <param name="ProgramMapId">Packet identifier of the program's map.</param>
/// <param name="ProgramId">Number of the program.</param>
/// <param name="Streams">Its streams of pictures and sound.</param>
/// <param name="Times">When its pictures are shown, or its sound heard if there are no pictures: microseconds by the segment's own clock, ascending, at least one.</param>
internal sealed record SegmentMedia(int ProgramMapId, int ProgramId, IReadOnlyList<MediaStream> Streams, IReadOnlyList<long> Times)
{
    /// <summary>What ffprobe has to be asked for.</summary>
    internal const string Entries = "program=program_id,pmt_pid:stream=index,id,codec_type,codec_name,pix_fmt:packet=stream_index,pts_time";

    /// <summary>Reads what ffprobe answers.</summary>
    /// <exception cref="FormatException">There is neither sound nor picture in it, or it is not such an answer.</exception>
    internal static SegmentMedia Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var streams = root.GetProperty("streams").EnumerateArray()
                .Where(stream => TextOf(stream, "codec_type") is "video" or "audio" && TextOf(stream, "codec_name") is not null)
                .Select(StreamOf).ToList();
            var leading = streams.Find(stream => stream.IsVideo) ?? streams.FirstOrDefault();
            var times = leading is null ? [] : TimesOf(root, leading.Index);
            if (times.Count == 0) throw new FormatException("it has neither pictures nor sound");
            var program = root.GetProperty("programs").EnumerateArray().First();
            return new SegmentMedia(program.GetProperty("pmt_pid").GetInt32(), program.GetProperty("program_id").GetInt32(), streams, times);
        }
        catch (Exception cause) when (cause is JsonException or KeyNotFoundException or InvalidOperationException or OverflowException)
        {
            throw new FormatException("it is not a transport stream that ffprobe understands", cause);
        }
    }

    private static MediaStream StreamOf(JsonElement stream) => new(
        stream.GetProperty("index").GetInt32(),
        Convert.ToInt32(TextOf(stream, "id"), 16),
        TextOf(stream, "codec_type") == "video",
        TextOf(stream, "codec_name")!,
        TextOf(stream, "pix_fmt"));

    private static List<long> TimesOf(JsonElement root, int stream) =>
    [
        .. root.GetProperty("packets").EnumerateArray()
            .Where(packet => packet.GetProperty("stream_index").GetInt32() == stream)
            .Select(packet => TextOf(packet, "pts_time")).OfType<string>()
            .Select(seconds => (long)(decimal.Parse(seconds, CultureInfo.InvariantCulture) * Timestamp.MicrosecondsPerSecond))
            .Order(),
    ];

    private static string? TextOf(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
