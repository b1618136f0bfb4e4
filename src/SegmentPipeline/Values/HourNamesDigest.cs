using System.Buffers;
using System.Security.Cryptography;

namespace SegmentPipeline;

/// <summary>By what two nodes learn that an hour has the same names in both, without telling them.</summary>
/// <remarks>Source: semantics §8.</remarks>
public readonly record struct HourNamesDigest
{
    /// <summary>How many files and tombstones there are.</summary>
    public required int EntryCount { get; init; }

    /// <summary>SHA-256 over all of them in the order of their bytes, each followed by a line feed; 64 small hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The digest of some names.</summary>
    /// <param name="names">The names, sorted by their bytes.</param>
    public static HourNamesDigest FromNames(IReadOnlyList<ReadOnlyMemory<byte>> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return FromNames(names, name => name.Span);
    }

    /// <summary>The digest of names that stand somewhere else.</summary>
    /// <param name="names">The names, sorted by their bytes.</param>
    /// <param name="bytesOf">The bytes of a name.</param>
    internal static HourNamesDigest FromNames<T>(IReadOnlyList<T> names, Func<T, ReadOnlySpan<byte>> bytesOf)
    {
        var text = ArrayPool<byte>.Shared.Rent(names.Sum(name => bytesOf(name).Length + 1));
        var length = 0;
        foreach (var name in names)
        {
            var bytes = bytesOf(name);
            bytes.CopyTo(text.AsSpan(length));
            length += bytes.Length;
            text[length++] = (byte)'\n';
        }

        var hash = SHA256.HashData(text.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(text);
        return new HourNamesDigest { EntryCount = names.Count, Sha256 = Convert.ToHexStringLower(hash) };
    }
}
