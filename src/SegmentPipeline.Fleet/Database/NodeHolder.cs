namespace SegmentPipeline.Fleet;

/// <summary>Who holds a node's name in the database.</summary>
internal sealed record NodeHolder
{
    /// <summary>The number of its session; 0 if it is gone meanwhile.</summary>
    internal int Backend { get; init; }

    /// <summary>What it calls itself.</summary>
    internal string Process { get; init; } = "";

    /// <summary>Where it comes from.</summary>
    internal string Address { get; init; } = "";

    /// <summary>Since when.</summary>
    internal Timestamp Since { get; init; }

    /// <summary>For how long it has said nothing.</summary>
    internal TimeSpan Silence { get; init; }
}
