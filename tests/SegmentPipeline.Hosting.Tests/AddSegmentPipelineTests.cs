using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Hosting.Tests;

internal sealed class AddSegmentPipelineTests
{
    [Test]
    public async Task Host_WithAConfiguredArchive_AuditsItAsConfigured()
    {
        using var tree = new ArchiveBuilder();
        tree.File("c", "q", "2026-03-28T22", SegmentNames.Full("00:00")).File("c", "q", "2026-03-28T22", SegmentNames.Full("00:02.02"));
        using var host = Build($$"""{"root":"{{tree.Root}}","tolerance":"20ms","failOn":"none"}""");
        await host.StartAsync();

        var archive = host.Services.GetRequiredService<SegmentArchive>();
        var report = await archive.AuditToReportAsync(host.Services.GetRequiredService<AuditRequest>());
        var sequence = await archive.SelectAsync(report.Streams[0].Stream, report.Streams[0].Window!.Value);
        await host.StopAsync();

        Assert.That(archive.Root, Is.EqualTo(tree.Root));
        Assert.That(report.Header.Tolerance, Is.EqualTo(TimeSpan.FromMilliseconds(20)));
        Assert.That(report.Findings, Is.Empty);
        Assert.That(sequence.Holes, Is.Empty);
    }

    [Test]
    public async Task Host_WithManyFaults_DoesNotStartAndNamesThemAll()
    {
        using var host = Build("""{"tolerance":"-1","colour":"red","start":"2026-03-28T23","end":"2026-03-28T22"}""");

        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.That(fault!.Failures, Is.EquivalentTo(
        [
            "pipeline:tolerance: '-1' is not a duration; write 250us, 10ms, 1.5s, 2m or 1h",
            "pipeline:colour: no such key; the keys are " + string.Join(", ", PipelineConfiguration.Keys),
            "the window must not start after its end, but starts 2026-03-28T23:00:00.000000Z and ends 2026-03-28T22:00:00.000000Z",
            "pipeline:root: no archive is named; set it to the archive's directory",
        ]));
    }

    [Test]
    public void Archive_AskedForTwice_IsTheSame()
    {
        using var tree = new ArchiveBuilder();
        using var host = Build($$"""{"root":"{{tree.Root}}"}""");

        var first = host.Services.GetRequiredService<SegmentArchive>();
        using var scope = host.Services.CreateScope();
        Assert.That(scope.ServiceProvider.GetRequiredService<SegmentArchive>(), Is.SameAs(first));
    }

    [Test]
    public async Task Clock_OfTheHost_CutsTheWindow()
    {
        using var tree = new ArchiveBuilder();
        tree.File("c", "q", "2026-03-28T22", SegmentNames.Full("00:00"));
        using var host = Build(
            $$"""{"root":"{{tree.Root}}","settle":"0","end":"2026-03-28T23"}""",
            services => services.AddSingleton<TimeProvider>(new FixedTimeProvider(Timestamp.Parse("2026-03-28T22:00:01Z"))));

        var report = await host.Services.GetRequiredService<SegmentArchive>()
            .AuditToReportAsync(host.Services.GetRequiredService<AuditRequest>());

        Assert.That(report.Streams[0].Window!.Value.End, Is.EqualTo(Timestamp.Parse("2026-03-28T22:00:01Z")));
    }

    [Test]
    public void ArchiveOptions_OfTheHost_StandBeforeItsClock()
    {
        var options = new SegmentArchiveOptions { Tolerance = TimeSpan.FromMicroseconds(-1) };
        using var host = Build("""{"root":"/srv/archive"}""", services => services.AddSingleton(options));

        Assert.That(() => host.Services.GetRequiredService<SegmentArchive>(), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public async Task Options_SetInCode_AreThoseOfTheArchiveAndItsAudit()
    {
        using var tree = new ArchiveBuilder();
        tree.File("c", "q", "2026-03-28T22", SegmentNames.Full("00:00"));
        using var host = Build(options =>
            (options.Root, options.Tolerance, options.Qualities) = (tree.Root, TimeSpan.FromMilliseconds(20), ["q"]));
        await host.StartAsync();

        var request = host.Services.GetRequiredService<AuditRequest>();
        Assert.That(
            (host.Services.GetRequiredService<SegmentArchive>().Root, request.Tolerance),
            Is.EqualTo((tree.Root, TimeSpan.FromMilliseconds(20))));
        Assert.That(request.Qualities, Is.EqualTo(["q"]));
        await host.StopAsync();
    }

    [Test]
    public async Task Options_SetInCodeThatBreakRules_AreNamedAllAtOnce()
    {
        using var host = Build(options => (options.Settle, options.Parallelism) = (TimeSpan.FromTicks(-1), 0));

        var fault = await Assert.CatchAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.That(fault!.Failures.Count(), Is.EqualTo(3), fault.Message);
    }

    private static IHost Build(Action<AuditOptions> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSegmentPipeline(configure);
        return builder.Build();
    }

    private static IHost Build(string json, Action<IServiceCollection>? also = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSegmentPipeline(Sections.Of(json));
        also?.Invoke(builder.Services);
        return builder.Build();
    }
}
