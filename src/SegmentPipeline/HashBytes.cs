namespace SegmentPipeline;

/// <summary>Order of hashes by the bytes that their URL-safe base64 stands for, which is not the order of its characters.</summary>
internal static class HashBytes
{
    internal const int Characters = 43;

    /// <summary>The hash of nothing: what the name of a file without content carries.</summary>
    internal static ReadOnlySpan<byte> OfNothing => "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"u8;

    /// <summary>Compares two hashes; only their first 43 characters are looked at, and of the last of these only the bits that belong
    /// to the 32nd byte.</summary>
    internal static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        for (var i = 0; i < Characters; i++)
        {
            var shift = i == Characters - 1 ? 2 : 0;
            var difference = (Value(left[i]) >> shift) - (Value(right[i]) >> shift);
            if (difference != 0) return difference;
        }

        return 0;
    }

    /// <summary>Whether a hash of 43 characters stands for the hash of nothing.</summary>
    internal static bool IsOfNothing(ReadOnlySpan<byte> hash) => hash[..^1].SequenceEqual(OfNothing[..^1]) && Compare(hash, OfNothing) == 0;

    /// <summary>Whether a hash of 43 characters is what its 32 bytes are written as: its last character may have two bits too many.</summary>
    internal static bool IsExact(ReadOnlySpan<byte> hash) => (Value(hash[Characters - 1]) & 3) == 0;

    private static int Value(byte character) => character switch
    {
        >= (byte)'A' and <= (byte)'Z' => character - 'A',
        >= (byte)'a' and <= (byte)'z' => character - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => character - '0' + 52,
        (byte)'-' => 62,
        _ => 63,
    };
}
