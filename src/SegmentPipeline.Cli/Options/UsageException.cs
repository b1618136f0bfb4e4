namespace SegmentPipeline.Cli;

/// <summary>The command line or the configuration is wrong. Nothing has been done yet.</summary>
internal sealed class UsageException(IReadOnlyList<string> faults) : Exception(string.Join("; ", faults))
{
    internal UsageException(string fault)
        : this([fault])
    {
    }

    /// <summary>The document that says what can be written; null if the help does.</summary>
    internal string? Document { get; init; }

    /// <summary>All that is wrong, a sentence each.</summary>
    internal IReadOnlyList<string> Faults { get; } = faults;
}
