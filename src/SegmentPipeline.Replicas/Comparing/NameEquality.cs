using System.Diagnostics.CodeAnalysis;

namespace SegmentPipeline.Replicas;

/// <summary>Equality of names by their bytes.</summary>
internal sealed class NameEquality : IEqualityComparer<ReadOnlyMemory<byte>>
{
    internal static NameEquality Instance { get; } = new();

    public bool Equals(ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right) => left.Span.SequenceEqual(right.Span);

    public int GetHashCode([DisallowNull] ReadOnlyMemory<byte> name)
    {
        var hash = default(HashCode);
        hash.AddBytes(name.Span);
        return hash.ToHashCode();
    }
}
