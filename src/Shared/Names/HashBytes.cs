using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SegmentPipeline;

/// <summary>Order of hashes by the bytes that their URL-safe base64 stands for, which is not the order of its characters.</summary>
internal static class HashBytes
{
    internal const int Characters = 43;
    internal const int Bytes = 32;

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

    /// <summary>Whether a hash of 43 characters is what its 32 bytes are written as: its last character may have two bits too
    /// many.</summary>
    internal static bool IsExact(ReadOnlySpan<byte> hash) => (Value(hash[Characters - 1]) & 3) == 0;

    /// <summary>Whether 43 characters are all of URL-safe base64.</summary>
    internal static bool AreOfBase64(ReadOnlySpan<byte> hash)
    {
        hash = hash[..Characters];
        var width = Vector128<byte>.Count;
        var are =
            AreOfBase64(Vector128.Create(hash))
            & AreOfBase64(Vector128.Create(hash[width..]))
            & AreOfBase64(Vector128.Create(hash[^width..]));
        return are == Vector128<byte>.AllBitsSet;
    }

    private static Vector128<byte> AreOfBase64(Vector128<byte> characters)
    {
        var letters = (characters | Vector128.Create((byte)0x20)) - Vector128.Create((byte)'a');
        var digits = characters - Vector128.Create((byte)'0');
        return Vector128.LessThan(letters, Vector128.Create((byte)26)) | Vector128.LessThan(digits, Vector128.Create((byte)10))
            | Vector128.Equals(characters, Vector128.Create((byte)'-')) | Vector128.Equals(characters, Vector128.Create((byte)'_'));
    }

    /// <summary>Writes the 32 bytes that a hash of 43 characters stands for.</summary>
    internal static void Decode(ReadOnlySpan<byte> hash, Span<byte> bytes)
    {
        // Four characters are three bytes; a fourth byte is written over by the next three.
        hash = hash[..Characters];
        bytes = bytes[..Bytes];
        for (var (from, to) = (0, 0); to + 4 <= Bytes; from += 4, to += 3)
        {
            var value = (Value(hash[from]) << 18) | (Value(hash[from + 1]) << 12) | (Value(hash[from + 2]) << 6) | Value(hash[from + 3]);
            BinaryPrimitives.WriteInt32BigEndian(bytes[to..], value << 8);
        }

        var last = (Value(hash[^3]) << 10) | (Value(hash[^2]) << 4) | (Value(hash[^1]) >> 2);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[^2..], (ushort)last);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Value(byte character) => Values[character];

    /// <summary>The value of each character; 63 of those that are none.</summary>
    private static ReadOnlySpan<byte> Values =>
    [
        63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63,
        63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63,
        63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 62, 63, 63,
        52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 63, 63, 63, 63, 63, 63,
        63, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
        15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 63, 63, 63, 63, 63,
        63, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40,
        41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 63, 63, 63, 63, 63,
        63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63,
        63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63,
        63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63,
        63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63,
        63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63,
        63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63,
        63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63,
        63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63,
    ];
}
