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
/// <param name="Times">When its pictures are shown, or its sound heard if there are no pictures: ticks of its moved clock, ascending, at
/// least one.</param>
/// <param name="Shift">How many ticks its clock is moved, so that the first of them is <see cref="FirstTicks"/>; zero if its times are not
/// understood.</param>
internal sealed record SegmentMedia(
    int ProgramMapId,
    int ProgramId,
    IReadOnlyList<MediaStream> Streams,
    IReadOnlyList<long> Times,
    long Shift = 0)
{
    /// <summary>Where the clock is moved to: hours from where it starts again, and where a picture begins at every usual rate, by 1,001
    /// too.</summary>
    internal const long FirstTicks = 36_036 * ClockShift.TicksPerSecond;

    /// <summary>What ffprobe has to be asked for.</summary>
    internal const string Entries = "program=program_id,pmt_pid:stream=index,id,codec_type,codec_name,pix_fmt:packet=stream_index,pts";

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
            return new SegmentMedia(
                program.GetProperty("pmt_pid").GetInt32(),
                program.GetProperty("program_id").GetInt32(),
                streams,
                times);
        }
        catch (Exception cause) when (cause is JsonException or KeyNotFoundException or InvalidOperationException or OverflowException)
        {
            throw new FormatException("it is not a transport stream that ffprobe understands", cause);
        }
    }

    /// <summary>Moves the clock further, from where the segment was probed to where it is trimmed.</summary>
    /// <param name="probeShift">How many ticks it was moved when it was probed.</param>
    internal SegmentMedia MovedToFirst(long probeShift)
    {
        var further = FirstTicks - Times[0];
        return this with { Times = [.. Times.Select(time => time + further)], Shift = probeShift + further };
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
            .Where(packet => packet.GetProperty("stream_index").GetInt32() == stream && packet.TryGetProperty("pts", out var _))
            .Select(packet => packet.GetProperty("pts").GetInt64())
            .Order(),
    ];

    private static string? TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
