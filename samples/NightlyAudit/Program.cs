using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NightlyAudit;
using SegmentPipeline;
using SegmentPipeline.Scheduling;

// The archives come from the section "serve" of any configuration source: appsettings.json, the environment, or --serve:archives:0:root=DIR
var builder = Host.CreateApplicationBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddSystemd();
builder.Services.AddSegmentPipelineSchedule(builder.Configuration);
builder.Services.AddSingleton<IAuditListener, Pager>();
using var host = builder.Build();
if (builder.Configuration["once"] is not { } name)
{
    await host.RunAsync();
    return 0;
}

// For those who would rather try it now than at night: --once NAME
await host.StartAsync();
var outcome = await host.Services.GetRequiredService<AuditSchedule>().TryStart(name)!;
await host.StopAsync();
return AuditOutcomes.RowOf(outcome).Number;
