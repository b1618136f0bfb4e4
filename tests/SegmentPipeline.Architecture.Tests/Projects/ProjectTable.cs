namespace SegmentPipeline.Architecture.Tests.Projects;

/// <summary>The projects of src, from the bottom to the top: one may name only those that stand above its row here.</summary>
internal static class ProjectTable
{
    private const string Engine = "SegmentPipeline";

    internal static Project[] All { get; } =
    [
        new(Engine, []),
        new("SegmentPipeline.Profiling", [], "Microsoft.Diagnostics."),
        new("SegmentPipeline.Synthesis", [Engine]),
        new("SegmentPipeline.Playback", [Engine]),
        new("SegmentPipeline.Reports", [Engine], "Parquet"),
        new("SegmentPipeline.Pictures", [Engine, "SegmentPipeline.Reports"], "SkiaSharp"),
        new(
            "SegmentPipeline.Replicas",
            [Engine],
            "Microsoft.Extensions.", "Polly.Core", "System.Threading.RateLimiting"),
        new("SegmentPipeline.Verification", [Engine], "System.Threading.RateLimiting"),
        new("SegmentPipeline.Expectations", [Engine], "Ical.Net", "NodaTime"),
        new("SegmentPipeline.Hosting", [Engine, "SegmentPipeline.Expectations"], "Microsoft.Extensions."),
        new("SegmentPipeline.Ledger", [Engine], "Microsoft.Data.Sqlite", "SQLitePCLRaw."),
        new(
            "SegmentPipeline.Scheduling",
            [
                Engine,
                "SegmentPipeline.Reports",
                "SegmentPipeline.Hosting",
                "SegmentPipeline.Ledger",
                "SegmentPipeline.Replicas",
                "SegmentPipeline.Verification",
            ],
            "Microsoft.Extensions.", "Cronos", "MailKit", "MimeKit", "Polly.Core"),
        new(
            "SegmentPipeline.Web",
            [
                Engine,
                "SegmentPipeline.Playback",
                "SegmentPipeline.Replicas",
                "SegmentPipeline.Hosting",
                "SegmentPipeline.Ledger",
                "SegmentPipeline.Scheduling",
            ],
            "Microsoft.Extensions.", "Microsoft.AspNetCore.", "Microsoft.Net.Http.Headers", "OpenTelemetry"),
        new(
            "SegmentPipeline.Fleet",
            [
                Engine,
                "SegmentPipeline.Hosting",
                "SegmentPipeline.Replicas",
                "SegmentPipeline.Verification",
                "SegmentPipeline.Scheduling",
                "SegmentPipeline.Web",
            ],
            "Microsoft.Extensions.", "Microsoft.AspNetCore.", "OpenTelemetry", "Orleans", "Npgsql", "Polly.Core"),
        new(
            "pipeline",
            [
                Engine,
                "SegmentPipeline.Profiling",
                "SegmentPipeline.Synthesis",
                "SegmentPipeline.Playback",
                "SegmentPipeline.Reports",
                "SegmentPipeline.Pictures",
                "SegmentPipeline.Replicas",
                "SegmentPipeline.Verification",
                "SegmentPipeline.Hosting", "SegmentPipeline.Ledger", "SegmentPipeline.Scheduling", "SegmentPipeline.Web",
                "SegmentPipeline.Fleet",
            ],
            "Microsoft.Extensions.", "Microsoft.AspNetCore.", "Microsoft.Data.Sqlite", "Spectre.Console", "Orleans"),
    ];
}
