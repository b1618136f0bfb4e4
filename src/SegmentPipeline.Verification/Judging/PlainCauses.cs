using System.Buffers.Text;
using System.Text;

namespace SegmentPipeline;

/// <summary>What is wrong with content as a whole.</summary>
internal static class PlainCauses
{
    private const int LeastZeros = 4_096;

    internal static CorruptCause? FindHash(FileContent content)
    {
        if (!content.HasHash || content.Name is not { } name || name.Promises(content.Hash)) return null;
        return new CorruptCause
        {
            Cause = CorruptCauseKind.Hash,
            Expected = Encoding.ASCII.GetString(name.HashUtf8),
            Actual = Base64Url.EncodeToString(content.Hash),
        };
    }

    internal static CorruptCause? FindEmpty(FileContent content) =>
        content.SizeBytes == 0 ? new CorruptCause { Cause = CorruptCauseKind.Empty } : null;

    internal static CorruptCause? FindContainer(FileContent content) => content.SizeBytes > 0 && !content.Transport.Facts.IsTransport
        ? new CorruptCause { Cause = CorruptCauseKind.Container, LooksLike = content.Transport.Facts.LooksLike }
        : null;

    internal static CorruptCause? FindTruncated(FileContent content)
    {
        var facts = content.Transport.Facts;
        if (!facts.IsTransport) return null;
        var over = PacketSizes.BytesOver(content.SizeBytes - facts.LastSyncByte, facts.PacketSize);
        return over > 0 ? new CorruptCause { Cause = CorruptCauseKind.Truncated, BytesOver = over } : null;
    }

    internal static CorruptCause? FindZeros(FileContent content) => content.SizeBytes - content.ZerosFrom >= LeastZeros
        ? new CorruptCause { Cause = CorruptCauseKind.Zeros, FromByte = content.ZerosFrom }
        : null;
}
