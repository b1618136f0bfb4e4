using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Web;

/// <summary>Puts the site that people look at into an application.</summary>
public static class SiteEndpointExtensions
{
    private static readonly string[] Reading = ["GET", "HEAD"];

    /// <summary>Maps the site: an overview at the top, a timeline of each archive, and their files. It asks
    /// <see cref="PipelineEndpointExtensions.MapSegmentPipeline"/>'s addresses and plays what
    /// <see cref="ArchiveEndpointExtensions.MapArchive"/> shows as <c>/archives/NAME</c>, which must be mapped to the same place.</summary>
    /// <param name="endpoints">Where to: an application, or a group with a prefix of its own.</param>
    /// <returns>All addresses together, for what is to hold for each of them, such as <c>RequireAuthorization</c>.</returns>
    /// <exception cref="InvalidOperationException"><see cref="PipelineWebServiceCollectionExtensions.AddSegmentPipelineWeb"/> has not been
    /// called.</exception>
    public static IEndpointConventionBuilder MapSegmentPipelineSite(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var guard = endpoints.ServiceProvider.GetService<RequestGuard>()
            ?? throw new InvalidOperationException(
                "what answers is not registered; call AddSegmentPipelineSchedule and AddSegmentPipelineWeb on the services of this host");
        var options = endpoints.ServiceProvider.GetRequiredService<IOptions<ServeOptions>>().Value;
        SiteFile[] files =
        [
            new("site.js", "text/javascript; charset=utf-8"), new("site.css", "text/css; charset=utf-8"),
            new("player.js", "text/javascript; charset=utf-8"),
        ];
        var (overview, timeline) = (new SitePage(options, files, ""), new SitePage(options, files, "../"));
        var group = endpoints.MapGroup("");
        ((IEndpointConventionBuilder)group).Finally(endpoint => endpoint.RequestDelegate = guard.Around(endpoint.RequestDelegate!));
        group.MapMethods("/", Reading, overview.SendAsync);
        group.MapMethods($"/archives/{{{ArchiveEndpoints.NameKey}}}", Reading, context => TimelineAsync(context, timeline));
        foreach (var file in files) group.MapMethods($"/site/{file.Name}", Reading, file.SendAsync);
        if (options.Site.Logo is { } logo) group.MapMethods("/site/logo", Reading, context => SiteLogo.SendAsync(context, logo));
        return group;
    }

    /// <summary>Addresses in the page begin where it lies, so it lies in one place only.</summary>
    private static Task TimelineAsync(HttpContext context, SitePage page)
    {
        var name = ArchiveEndpoints.Asked(context).Name;
        if (!context.Request.Path.Value!.EndsWith('/')) return page.SendAsync(context);
        context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
        context.Response.Headers.Location = $"../{name}{context.Request.QueryString}";
        return Task.CompletedTask;
    }
}
