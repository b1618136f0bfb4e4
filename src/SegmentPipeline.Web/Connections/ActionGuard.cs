using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Web;

/// <summary>Decides who may have the host do something. Pages of other sites have been refused before.</summary>
internal sealed class ActionGuard(IOptions<ServeOptions> serve)
{
    /// <exception cref="RequestProblemException">Whoever asks may not.</exception>
    internal Task CheckAsync(HttpContext context)
    {
        _ = context;
        return serve.Value.Site.HasActions
            ? Task.CompletedTask
            : throw new RequestProblemException(
                StatusCodes.Status403Forbidden,
                "this host does nothing that is asked for by a request but audits; set serve:site:actions to true");
    }
}
