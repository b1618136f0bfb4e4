using Microsoft.AspNetCore.Routing;

namespace SegmentPipeline.Web;

/// <summary>More addresses of a host, from another package. Each that is registered as a service is mapped beside those of
/// <see cref="PipelineEndpointExtensions.MapSegmentPipeline"/>, and protected as they are.</summary>
public interface IPipelineEndpoints
{
    /// <summary>Maps the addresses. A handler that throws a <see cref="RequestProblemException"/> answers with a problem document.</summary>
    /// <param name="endpoints">Where to.</param>
    void Map(IEndpointRouteBuilder endpoints);
}
