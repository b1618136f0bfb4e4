using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Web.Tests;

/// <summary>Reads of ledgers that take long.</summary>
internal sealed class BoundedReadsTests
{
    private const int Places = 4;

    [Test]
    public async Task Health_WhileAllReadsOfLedgersHang_IsAnswered()
    {
        await using var server = await RunningServer.StartAsync();
        using var disk = new ManualResetEventSlim();
        var reads = server.Application.Services.GetRequiredService<BoundedReads>();
        var hanging = Enumerable.Range(0, Places).Select(_ => reads.ReadAsync(() => Hang(disk), default)).ToList();

        foreach (var address in (string[])["/healthz", "/readyz", "/metrics", "/api/archives"])
            Assert.That(await server.Client.GetStringAsync(address).Soon(), Is.Not.Empty);

        Assert.That(hanging.Select(read => read.IsCompleted), Has.None.True);
        disk.Set();
        await Task.WhenAll(hanging).Soon();
    }

    [Test]
    public async Task Read_BehindReadsThatHang_IsGivenUpAndNeverMade()
    {
        var clock = new FakeTimeProvider();
        using var disk = new ManualResetEventSlim();
        using var reads = new BoundedReads(clock);
        var hanging = Enumerable.Range(0, Places).Select(_ => reads.ReadAsync(() => Hang(disk), default)).ToList();
        var isMade = false;
        var waiting = reads.ReadAsync(() => isMade = true, default);

        clock.Advance(TimeSpan.FromSeconds(10));

        foreach (var read in hanging)
            Assert.That(
                (await Assert.ThrowsAsync<RequestProblemException>(() => read.Soon()))!.Message,
                Is.EqualTo("the ledger could not be read within 10 s"));
        Assert.That(
            (await Assert.ThrowsAsync<RequestProblemException>(() => waiting.Soon()))!.Message,
            Does.StartWith("4 other reads of ledgers have been under way"));
        disk.Set();
        for (var i = 0; i < Places; i++) Assert.That(await reads.ReadAsync(() => i, default).Soon(), Is.EqualTo(i));
        Assert.That(isMade, Is.False);
    }

    [Test]
    public async Task What_IsOpenedForSomebodyWhoHasLeft_IsClosed()
    {
        using var reads = new BoundedReads(new FakeTimeProvider());
        using var left = new CancellationTokenSource();
        var opening = new TaskCompletionSource<IAsyncDisposable>();
        var closed = new TaskCompletionSource();
        var waiting = reads.WaitAsync(() => opening.Task, left.Token);

        await left.CancelAsync();
        await Assert.ThatAsync(() => waiting.Soon(), Throws.InstanceOf<OperationCanceledException>());
        opening.SetResult(new Opened(closed));

        await closed.Task.Soon();
    }

    private sealed class Opened(TaskCompletionSource closed) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            closed.SetResult();
            return default;
        }
    }

    private static int Hang(ManualResetEventSlim disk)
    {
        disk.Wait();
        return 0;
    }
}
