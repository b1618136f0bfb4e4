namespace SegmentPipeline.Fleet.Tests;

/// <summary>Where the process of a node runs.</summary>
internal sealed record NodePlace
{
    /// <summary>The address of its silo and of what it answers over HTTP.</summary>
    internal string Address { get; init; } = "127.0.0.1";

    /// <summary>What starts its command.</summary>
    internal IReadOnlyList<string> Before { get; init; } = [];

    /// <summary>What its environment says beside the usual.</summary>
    internal IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>How it reaches the database, where that is not as the tests do.</summary>
    internal string? Database { get; init; }

    /// <summary>Its certificate; null: none.</summary>
    internal Scheduling.FleetOptions? Certificates { get; init; }
}
