using System.Numerics;

namespace SegmentPipeline.Testing;

/// <summary>A segment that is neither temporary nor withdrawn, in microseconds since 1970.</summary>
internal sealed record NaiveSegment(long HourStart, string Path, long Start, long End, string Type, string Hash, TreeEntry Entry)
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    internal bool IsFull => Type == "full";

    internal long Duration => End - Start;

    /// <summary>The 32 bytes that the hash stands for, as one number: base64 keeps no order, so that the text must not be compared.
    /// The 43 characters carry two bits more than the bytes.</summary>
    internal BigInteger HashNumber =>
        Hash.Aggregate(BigInteger.Zero, (number, character) => number * 64 + Alphabet.IndexOf(character, StringComparison.Ordinal)) >> 2;

    internal string Name => Entry.RawName;

    internal SegmentKind Kind => Type switch
    {
        "full" => SegmentKind.Full,
        "suspect" => SegmentKind.Suspect,
        _ => SegmentKind.Partial,
    };
}
