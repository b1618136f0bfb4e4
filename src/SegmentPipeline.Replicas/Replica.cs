namespace SegmentPipeline.Replicas;

/// <summary>A copy of an archive that is kept somewhere else, and the name by which records call it.</summary>
public sealed record Replica
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The copy: on a disk of this machine, or elsewhere.</summary>
    public required SegmentArchive Archive { get; init; }

    /// <exception cref="ArgumentException">There is none, or two have the same name.</exception>
    internal static void Check(IReadOnlyList<Replica> replicas)
    {
        ArgumentNullException.ThrowIfNull(replicas);
        if (replicas.Count == 0) throw new ArgumentException("there is no replica", nameof(replicas));
        var twice = replicas.GroupBy(replica => replica.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null) throw new ArgumentException($"two replicas are called '{twice.Key}'", nameof(replicas));
    }
}
