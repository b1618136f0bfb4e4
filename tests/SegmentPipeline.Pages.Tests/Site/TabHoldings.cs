namespace SegmentPipeline.Pages.Tests.Site;

/// <summary>What a tab holds at a moment.</summary>
internal sealed record TabHoldings
{
    /// <summary>Bytes of its script's objects.</summary>
    internal required long HeapBytes { get; init; }

    /// <summary>Nodes, be they in the document or kept by its script.</summary>
    internal required int Nodes { get; init; }

    /// <summary>Functions that listen to events.</summary>
    internal required int Listeners { get; init; }

    public override string ToString() => FormattableString.Invariant($"{HeapBytes:N0} bytes, {Nodes:N0} nodes, {Listeners:N0} listeners");
}
