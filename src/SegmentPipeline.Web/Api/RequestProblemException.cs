namespace SegmentPipeline.Web;

/// <summary>A request that cannot be answered as it stands. Behind the addresses of <see cref="PipelineEndpointExtensions"/> it becomes a
/// problem document.</summary>
/// <param name="status">The status of the answer, 400 or more.</param>
/// <param name="detail">What is wrong, and what to do about it.</param>
public sealed class RequestProblemException(int status, string detail) : Exception(detail)
{
    /// <summary>The status of the answer.</summary>
    public int Status { get; } = status;

    /// <summary>When it may be asked again; null if nothing is known of that.</summary>
    internal TimeSpan? RetryAfter { get; init; }
}
