using System.Buffers;
using System.Security.Cryptography;

namespace SegmentPipeline.Synthesis;

/// <summary>Content of a file, drawn from its seed: noise, the same whenever it is asked for.</summary>
internal static class SyntheticContent
{
    private const int ChunkBytes = 64 * 1024;

    /// <summary>What takes the chunks of a content, in order.</summary>
    internal delegate void ChunkTaker(ReadOnlySpan<byte> chunk);

    /// <summary>Draws the content in chunks.</summary>
    internal static void Draw(ulong seed, long sizeBytes, ChunkTaker take)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            var random = new SplitMix64(seed);
            for (var left = sizeBytes; left > 0; left -= ChunkBytes)
            {
                var chunk = buffer.AsSpan(0, (int)Math.Min(left, ChunkBytes));
                random.Fill(chunk);
                take(chunk);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>SHA-256 of the content, 32 bytes.</summary>
    internal static void Hash(ulong seed, long sizeBytes, Span<byte> hash)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Draw(seed, sizeBytes, chunk => sha.AppendData(chunk));
        sha.GetHashAndReset(hash);
    }
}
