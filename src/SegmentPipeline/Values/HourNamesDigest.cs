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
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in names)
        {
            hash.AppendData(name.Span);
            hash.AppendData("\n"u8);
        }

        return new HourNamesDigest { EntryCount = names.Count, Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset()) };
    }
}
