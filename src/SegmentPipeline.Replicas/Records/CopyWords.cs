namespace SegmentPipeline.Replicas;

/// <summary>The words of the closed sets, the same in every format.</summary>
public static class CopyWords
{
    /// <summary>The word of a verdict.</summary>
    /// <param name="verdict">The verdict.</param>
    public static string WordOf(HoleVerdict verdict) => verdict.ToString().ToLowerInvariant();

    /// <summary>The word of a state.</summary>
    /// <param name="state">The state.</param>
    public static string WordOf(FillState state) => state.ToString().ToLowerInvariant();
}
