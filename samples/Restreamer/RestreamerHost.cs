using SegmentPipeline;
using SegmentPipeline.Hosting;
using SegmentPipeline.Web;

namespace Restreamer;

/// <summary>A web host that plays from an archive, and serves it to other nodes.</summary>
public static class RestreamerHost
{
    /// <summary>Builds the host. Kestrel listens on loopback unless <c>--urls</c> says otherwise.</summary>
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSegmentPipeline(builder.Configuration.GetSection("pipeline"));
        var app = builder.Build();
        app.MapArchive("/", app.Services.GetRequiredService<SegmentArchive>());
        return app;
    }
}
