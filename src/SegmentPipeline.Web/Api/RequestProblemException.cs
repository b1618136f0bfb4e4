namespace SegmentPipeline.Web;

/// <summary>A request that cannot be answered as it stands; it becomes a problem document.</summary>
internal sealed class RequestProblemException(int status, string detail) : Exception(detail)
{
    internal int Status { get; } = status;
}
