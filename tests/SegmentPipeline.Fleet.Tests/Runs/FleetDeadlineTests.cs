using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Fleet.Tests;

/// <summary>What becomes of work that is not done when its run is over.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class FleetDeadlineTests
{
    [Test]
    public async Task Verification_PastItsDeadline_EndsOnItsNodes_AndKeepsNobodyFromTheNextRun()
    {
        var clock = new SetClock();
        await using var fleet = await RunningFleet.StartAsync(
            setUp: options => options.Archives[0].Verify = new ScheduledVerify { Schedule = "0 0 1 1 *", BytesPerSecond = 1 }, clock: clock);
        // It would take hours.
        foreach (var segment in fleet.Roots.SelectMany(root => Directory.GetFiles(root, "*.ts", SearchOption.AllDirectories)))
            await File.WriteAllBytesAsync(segment, new byte[4096]);
        using var begun = await fleet.AskAsync(0, """{"id":"slow","kind":"verify"}""");
        Assert.That((int)begun.StatusCode, Is.EqualTo(202));
        await Patience.UntilAsync(
            () => Task.FromResult(fleet.Nodes.TrueForAll(node => File.Exists(Path.Combine(node.Directory, "slow.begun")))), () => "nobody has begun");

        clock.Advance(TimeSpan.FromHours(2));

        var over = await fleet.UntilOverAsync("slow");
        Assert.That(over.GetProperty("exit").GetInt32(), Is.EqualTo(3), over.ToString());
        var next = await fleet.RunAsync("next");
        Assert.That(next.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("state").GetString()), Is.All.EqualTo("answered"));
    }
}
