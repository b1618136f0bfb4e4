using System.Globalization;

namespace SegmentPipeline.Playback;

/// <summary>The part of a segment that lies in a range: what ffmpeg has to be told to make a segment of it that joins its
/// neighbours.</summary>
/// <param name="Segment">The segment.</param>
/// <param name="SkipMicroseconds">What is left out at its start; zero for nothing.</param>
/// <param name="KeepMicroseconds">Where it ends, from its untrimmed start; null for where it ends anyway.</param>
internal readonly record struct SegmentTrim(Segment Segment, long SkipMicroseconds, long? KeepMicroseconds)
{
    /// <summary>Whether nothing is left out.</summary>
    internal bool IsWhole => SkipMicroseconds == 0 && KeepMicroseconds is null;

    /// <summary>The part of a segment in a range.</summary>
    internal static SegmentTrim ForRange(Segment segment, TimeRange range) => new(
        segment,
        Math.Max(0, range.Start.MicrosecondsSince(segment.Start)),
        segment.End > range.End ? range.End.MicrosecondsSince(segment.Start) : null);

    /// <summary>When the first picture that is kept is shown, by the segment's moved clock; null if none is.</summary>
    internal long? FirstOf(SegmentMedia media)
    {
        var (start, end) = (media.Times[0] + TicksOf(SkipMicroseconds), EndOf(media) ?? long.MaxValue);
        return media.Times.Where(time => time >= start && time < end).Select(time => (long?)time).FirstOrDefault();
    }

    /// <summary>The options. Pictures are encoded anew in the codec that they have, since they may begin between two that stand for
    /// themselves; sound is copied packet by packet. Times, and the identifiers of packets, stay what they are, so that players go on from
    /// one segment to the next.</summary>
    /// <param name="media">What the segment holds.</param>
    /// <param name="first">The <see cref="FirstOf"/> it.</param>
    /// <param name="follows">Whether something is joined before it: then no picture may be decoded before its time, where the one before is
    /// still under way.</param>
    internal IReadOnlyList<string> Options(SegmentMedia media, long first, bool follows) =>
    [
        // An output that begins later than zero is moved there; the offset moves it back.
            .. SkipMicroseconds > 0
                ? (string[])["-ss", Seconds(MicrosecondsAt(first)), "-output_ts_offset", Seconds(MicrosecondsAt(first))]
                : [],
        // A little before the tick: what ffmpeg rounds is the same tick, and what it does not round lies behind.
        .. EndOf(media) is { } end ? (string[])["-to", Seconds(MicrosecondsAt(end) - 2)] : [],
        .. media.Streams.SelectMany((stream, output) => OptionsOf(stream, output, follows)),
            "-muxdelay",
            "0",
            "-muxpreload",
            "0",
            "-mpegts_flags",
            "+initial_discontinuity",
            "-mpegts_pmt_start_pid",
            Text($"{media.ProgramMapId}"),
        "-mpegts_service_id", Text($"{media.ProgramId}"), "-f", "mpegts",
    ];

    /// <summary>The first tick of the moved clock behind what is kept; null if nothing is left out there.</summary>
    private long? EndOf(SegmentMedia media) => KeepMicroseconds is { } keep ? media.Times[0] + TicksOf(keep) : null;

    /// <summary>The first tick at or after a time.</summary>
    private static long TicksOf(long microseconds) => ((microseconds * 9) + 99) / 100;

    /// <summary>The microsecond nearest to a tick; the tick nearest to it is that tick again.</summary>
    private static long MicrosecondsAt(long ticks) => ((ticks * 200) + 9) / 18;

    private static string[] OptionsOf(MediaStream stream, int output, bool follows)
    {
        string[] options =
        [
            "-map",
            Text($"0:{stream.Index}"),
            "-streamid",
            Text($"{output}:{stream.PacketId}"),
            Text($"-c:{output}"),
            stream.IsVideo ? stream.Codec : "copy",
        ];
        if (!stream.IsVideo)
            return options;
        return
        [
            .. options, Text($"-fps_mode:{output}"), "passthrough",
            .. stream.Codec is "h264" or "hevc"
                ? (string[])
                    [Text($"-crf:{output}"), "16", Text($"-preset:{output}"), "veryfast", Text($"-enc_time_base:{output}"), "1:90000"]
                : [Text($"-q:{output}"), "2"],
            .. stream.PixelFormat is { } format ? (string[])[Text($"-pix_fmt:{output}"), format] : [],
            .. follows ? (string[])[Text($"-bf:{output}"), "0"] : [],
        ];
    }

    private static string Seconds(long microseconds) => Text($"{microseconds / (decimal)Timestamp.MicrosecondsPerSecond:0.000000}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
