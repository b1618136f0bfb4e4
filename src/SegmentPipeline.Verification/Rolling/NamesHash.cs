using System.Security.Cryptography;

namespace SegmentPipeline.Verification;

/// <summary>The names of the files of an hour as one value: <see cref="VerifiedHour.Names"/>.</summary>
internal static class NamesHash
{
    /// <summary>That of an hour without files.</summary>
    internal static byte[] OfNothing { get; } = SHA256.HashData([]);

    /// <summary>SHA-256 over the names, sorted by their bytes, each followed by a line feed.</summary>
    /// <param name="contents">The hour.</param>
    /// <param name="scope">Which of its files.</param>
    internal static byte[] Compute(HourContents contents, int[] scope)
    {
        var names = Array.ConvertAll(scope, place => contents[place].NameUtf8.ToArray());
        Array.Sort(names, static (left, right) => left.AsSpan().SequenceCompareTo(right));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in names)
        {
            hash.AppendData(name);
            hash.AppendData("\n"u8);
        }

        return hash.GetHashAndReset();
    }
}
