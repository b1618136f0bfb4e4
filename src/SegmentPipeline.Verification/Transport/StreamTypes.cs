using System.Collections.Frozen;

namespace SegmentPipeline;

/// <summary>What a stream of a program is.</summary>
internal enum StreamKind : byte
{
    /// <summary>Neither video nor audio, or unknown: subtitles, timed metadata, cues, private data.</summary>
    Other,

    /// <summary>Pictures.</summary>
    Video,

    /// <summary>Sound.</summary>
    Audio,
}

/// <summary>Which types of streams are video and which are audio.</summary>
/// <remarks>Source: ISO/IEC 13818-1 table 2-34; ETSI EN 300 468 §6 and annex D; ATSC A/53; HLS sample encryption; Blu-ray.</remarks>
internal static class StreamTypes
{
    private const byte PrivateData = 0x06;
    private const uint BluRay = 0x4844_4D56; // HDMV

    private static readonly FrozenDictionary<byte, StreamKind> Types = new Dictionary<byte, StreamKind>
    {
        [0x01] = StreamKind.Video, // MPEG-1
        [0x02] = StreamKind.Video, // MPEG-2
        [0x10] = StreamKind.Video, // MPEG-4 part 2
        [0x1B] = StreamKind.Video, // H.264
        [0x21] = StreamKind.Video, // JPEG 2000
        [0x24] = StreamKind.Video, // H.265
        [0x33] = StreamKind.Video, // H.266
        [0x42] = StreamKind.Video, // AVS
        [0xD1] = StreamKind.Video, // Dirac
        [0xD2] = StreamKind.Video, // AVS2
        [0xD4] = StreamKind.Video, // AVS3
        [0xDB] = StreamKind.Video, // H.264, samples encrypted
        [0xEA] = StreamKind.Video, // VC-1
        [0x03] = StreamKind.Audio, // MPEG-1
        [0x04] = StreamKind.Audio, // MPEG-2
        [0x0F] = StreamKind.Audio, // AAC in ADTS
        [0x11] = StreamKind.Audio, // AAC in LATM
        [0x1C] = StreamKind.Audio, // AAC
        [0x2D] = StreamKind.Audio, // MPEG-H
        [0x81] = StreamKind.Audio, // AC-3
        [0x87] = StreamKind.Audio, // E-AC-3
        [0x8A] = StreamKind.Audio, // DTS
        [0xC1] = StreamKind.Audio, // AC-3, samples encrypted
        [0xC2] = StreamKind.Audio, // E-AC-3, samples encrypted
        [0xCF] = StreamKind.Audio, // AAC, samples encrypted
    }.ToFrozenDictionary();

    private static readonly FrozenSet<byte> AudioOfBluRay = new byte[] { 0x80, 0x82, 0x83, 0x84, 0x85, 0x86, 0xA1, 0xA2 }.ToFrozenSet();

    private static readonly FrozenDictionary<uint, StreamKind> Registrations = new Dictionary<uint, StreamKind>
    {
        [Descriptors.Format("AV01"u8)] = StreamKind.Video,
        [Descriptors.Format("HEVC"u8)] = StreamKind.Video,
        [Descriptors.Format("VVC "u8)] = StreamKind.Video,
        [Descriptors.Format("VC-1"u8)] = StreamKind.Video,
        [Descriptors.Format("drac"u8)] = StreamKind.Video,
        [Descriptors.Format("AC-3"u8)] = StreamKind.Audio,
        [Descriptors.Format("AC-4"u8)] = StreamKind.Audio,
        [Descriptors.Format("EAC3"u8)] = StreamKind.Audio,
        [Descriptors.Format("DTS1"u8)] = StreamKind.Audio,
        [Descriptors.Format("DTS2"u8)] = StreamKind.Audio,
        [Descriptors.Format("DTS3"u8)] = StreamKind.Audio,
        [Descriptors.Format("Opus"u8)] = StreamKind.Audio,
        [Descriptors.Format("BSSD"u8)] = StreamKind.Audio, // SMPTE 302
    }.ToFrozenDictionary();

    /// <summary>What a stream is.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="descriptors">What else is said of it.</param>
    /// <param name="registration">What its program is registered as; 0 if nothing.</param>
    internal static StreamKind KindOf(byte type, ReadOnlySpan<byte> descriptors, uint registration)
    {
        if (Types.TryGetValue(type, out var kind)) return kind;
        if (registration == BluRay && AudioOfBluRay.Contains(type)) return StreamKind.Audio;
        if (type < PrivateData || type is > PrivateData and < 0x80) return StreamKind.Other;
        if (Registrations.TryGetValue(Descriptors.Registration(descriptors), out kind)) return kind;
        return type == PrivateData && Descriptors.SayAudio(descriptors) ? StreamKind.Audio : StreamKind.Other;
    }
}
