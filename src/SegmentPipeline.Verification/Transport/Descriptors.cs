using System.Buffers.Binary;

namespace SegmentPipeline;

/// <summary>What is said of a program or a stream besides its type.</summary>
/// <remarks>Source: ISO/IEC 13818-1 §2.6.8; ETSI EN 300 468 §6.2 and annex D.</remarks>
internal static class Descriptors
{
    private const byte RegistrationTag = 0x05;
    private const byte ExtensionTag = 0x7F;
    private const byte Ac4Extension = 0x15;

    /// <summary>AC-3, E-AC-3, DTS, AAC.</summary>
    private static ReadOnlySpan<byte> AudioTags => [0x6A, 0x7A, 0x7B, 0x7C];

    /// <summary>The four letters of a format, as a number.</summary>
    internal static uint Format(ReadOnlySpan<byte> letters) => BinaryPrimitives.ReadUInt32BigEndian(letters);

    /// <summary>What something is registered as; 0 if nothing.</summary>
    internal static uint Registration(ReadOnlySpan<byte> descriptors)
    {
        while (Next(ref descriptors, out var tag, out var content))
        {
            if (tag == RegistrationTag && content.Length >= sizeof(uint)) return Format(content);
        }

        return 0;
    }

    /// <summary>Whether a descriptor says that private data is audio.</summary>
    internal static bool SayAudio(ReadOnlySpan<byte> descriptors)
    {
        while (Next(ref descriptors, out var tag, out var content))
        {
            if (AudioTags.Contains(tag) || (tag == ExtensionTag && content is [Ac4Extension, ..])) return true;
        }

        return false;
    }

    private static bool Next(ref ReadOnlySpan<byte> descriptors, out byte tag, out ReadOnlySpan<byte> content)
    {
        tag = 0;
        content = default;
        if (descriptors.Length < 2) return false;
        tag = descriptors[0];
        content = descriptors[2..];
        content = content[..Math.Min(descriptors[1], content.Length)];
        descriptors = descriptors[(2 + content.Length)..];
        return true;
    }
}
