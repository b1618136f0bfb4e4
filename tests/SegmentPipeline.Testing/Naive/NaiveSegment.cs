using System.Numerics;

namespace SegmentPipeline.Testing;

/// <summary>A segment that is neither temporary nor withdrawn, in microseconds since 1970.</summary>
internal sealed record NaiveSegment(long HourStart, string Path, long Start, long End, string Type, string Hash, TreeEntry Entry)
{
    private const string HashOfNothing = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /// <summary>Whether it says that it is whole, and that it has no content.</summary>
    internal bool IsEmpty => Type is "full" or "suspect" && HashNumber == NumberOf(HashOfNothing);

    internal bool IsFull => Kind == SegmentKind.Full;

    internal long Duration => End - Start;

    /// <summary>The 32 bytes that the hash stands for, as one number: base64 keeps no order, so that the text must not be compared.
    /// The 43 characters carry two bits more than the bytes.</summary>
    internal BigInteger HashNumber => NumberOf(Hash);

    internal string Name => Entry.RawName;

    /// <summary>The kind it counts as.</summary>
    internal SegmentKind Kind => Type switch
    {
        _ when IsEmpty => SegmentKind.Partial,
        "full" => SegmentKind.Full,
        "suspect" => SegmentKind.Suspect,
        _ => SegmentKind.Partial,
    };

    private static BigInteger NumberOf(string hash) =>
        hash.Aggregate(BigInteger.Zero, (number, character) => number * 64 + Alphabet.IndexOf(character, StringComparison.Ordinal)) >> 2;
}
