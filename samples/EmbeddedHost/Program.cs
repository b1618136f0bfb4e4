using EmbeddedHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SegmentPipeline.Hosting;

// The archive and the audit come from the section "pipeline" of any configuration source, here: --pipeline:root=DIR
var builder = Host.CreateApplicationBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddSegmentPipeline(builder.Configuration.GetSection("pipeline"));
builder.Services.AddHostedService<BackfillService>();

using var host = builder.Build();
await host.RunAsync();
