using Microsoft.Extensions.Options;
using SegmentPipeline;
using SegmentPipeline.Scheduling;
using SegmentPipeline.Web;
using WebHost;

// The archives come from the section "serve" of any configuration source, here: --serve:archives:0:root=DIR
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddSegmentPipelineSchedule(builder.Configuration);
builder.Services.AddSegmentPipelineWeb();
builder.Services.AddAuthorization();
builder.Services.AddAuthenticationCore(options =>
{
    options.DefaultScheme = KeyAuthentication.Name;
    options.AddScheme<KeyAuthentication>(KeyAuthentication.Name, null);
});
builder.Services.AddWebEncoders();
builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, WebHostJson.Default));
builder.Services.AddSingleton(services =>
    SegmentArchive.Open(services.GetRequiredService<IOptions<ServeOptions>>().Value.Archives[0].Audit.Root!));

await using var app = builder.Build();
app.MapGroup("/video").MapSegmentPipeline().RequireAuthorization();
app.MapGet("/holes/{channel}/{quality}", async (SegmentArchive archive, string channel, string quality, Timestamp start, Timestamp end) =>
    (await archive.SelectAsync(new StreamId(channel, quality), TimeRange.Unordered(start, end))).Holes);
app.MapGet(
    "/findings/{channel}/{quality}",
    async (SegmentArchive archive, string channel, string quality, Timestamp start, Timestamp end) =>
        (
            await archive.AuditToReportAsync(
                new AuditRequest
                {
                    Channels = [channel],
                    Qualities = [quality],
                    Start = start,
                    End = end,
                }
            )
        ).Findings);

if (builder.Configuration["try"] is not { } stream)
{
    await app.RunAsync();
    return;
}

// For those who would rather see than serve: --try CHANNEL/QUALITY
await app.StartAsync();
await Trial.RunAsync(app.Urls.First(), builder.Configuration["key"]!, stream);
await app.StopAsync();
