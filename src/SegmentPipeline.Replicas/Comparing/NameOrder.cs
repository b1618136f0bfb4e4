namespace SegmentPipeline.Replicas;

/// <summary>Order of names by their bytes.</summary>
internal sealed class NameOrder : IComparer<ReadOnlyMemory<byte>>
{
    internal static NameOrder Instance { get; } = new();

    public int Compare(ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right) => left.Span.SequenceCompareTo(right.Span);
}
