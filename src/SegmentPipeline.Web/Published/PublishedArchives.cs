using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Web;

/// <summary>Shows the archives of a host that are to be published.</summary>
internal static class PublishedArchives
{
    /// <summary>Maps each as <c>/archives/NAME</c>, and one without that: the default, or the only one. They are closed with the
    /// application.</summary>
    internal static void Map(WebApplication application, ServeOptions options)
    {
        var published = options.Archives.Where(archive => archive.IsPublished).ToList();
        var clock = application.Services.GetRequiredService<TimeProvider>();
        foreach (var scheduled in published)
        {
            var archive = SegmentArchive.Open(
                scheduled.Audit.Root!,
                new SegmentArchiveOptions
                {
                    TimeProvider = clock,
                    MayBeAbsent = true,
                    Tolerance = scheduled.Audit.Tolerance,
                }
            );
            application.Lifetime.ApplicationStopped.Register(() => archive.DisposeAsync().AsTask().Wait());
            var shown = new PublishedArchiveOptions { Extras = scheduled.Extras };
            application.MapArchive($"/archives/{scheduled.Name}", archive, shown);
            if (scheduled.IsDefault || published.Count == 1) application.MapArchive("/", archive, shown);
        }
    }
}
