using System.Text;
using Microsoft.Extensions.Time.Testing;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Profiling.Tests;

/// <summary>Real profiles of this process. They take turns: a process has one sampler.</summary>
[NonParallelizable]
internal sealed class StackSamplerTests
{
    private string _directory = "";

    [SetUp]
    public void MakeADirectory() => _directory = Directory.CreateTempSubdirectory("profiling-tests-").FullName;

    [TearDown]
    public void NothingStays()
    {
        var left = Directory.GetFileSystemEntries(_directory);
        Directory.Delete(_directory, recursive: true);
        Assert.That(left, Is.Empty);
    }

    [Test]
    public async Task BusyMethod_InSpeedscope_HasMostOfItsThreadsTime()
    {
        var (bytes, summary) = await ProfileABusyThreadAsync(ProfileFormat.Speedscope);

        var file = SpeedscopeFile.Read(bytes);
        var method = file.Frames.ToList().IndexOf(BusyThread.Method);
        Assert.That(method, Is.GreaterThanOrEqualTo(0), string.Join('\n', file.Frames));
        var thread = file.Threads.Single(thread => thread.Samples.Any(sample => sample.Frames.Contains(method)));
        var inMethod = thread.Samples.Where(sample => sample.Frames.Contains(method)).Sum(sample => sample.Milliseconds);
        Assert.That(inMethod, Is.GreaterThan(thread.Samples.Sum(sample => sample.Milliseconds) / 2));
        Assert.That(thread.Name, Does.Match("^thread [0-9]+"));
        Assert.That(file.Threads[0], Is.SameAs(thread), "the busiest is not the first");
        Assert.That(summary.Threads, Is.EqualTo(file.Threads.Count));
        Assert.That(summary.CutBy, Is.Null);
    }

    [Test]
    public async Task BusyMethod_Collapsed_HasSamplesBelowItsCaller()
    {
        var (bytes, summary) = await ProfileABusyThreadAsync(ProfileFormat.Collapsed);

        var lines = Encoding.UTF8.GetString(bytes).TrimEnd('\n').Split('\n');
        Assert.That(lines, Is.All.Match("^[^;]+(;[^;]+)* [1-9][0-9]*$"));
        Assert.That(
            lines.Select(line => line[..line.LastIndexOf(' ')]),
            Is.Unique.And.Ordered.Using((IComparer<string>)StringComparer.Ordinal));
        Assert.That(lines.Sum(line => long.Parse(line[line.LastIndexOf(' ')..])), Is.EqualTo(summary.Samples).And.GreaterThan(0));
        Assert.That(lines, Has.Some.Contains($"SegmentPipeline.Profiling.Tests.BusyThread.Run;{BusyThread.Method} "));
    }

    [Test]
    public async Task SecondProfile_WhileTheFirstIsTaken_IsRefused()
    {
        await using (await StackSampler.StartAsync(Options()).Soon())
        {
            await Assert.ThrowsAsync<ProfileInProgressException>(() => StackSampler.StartAsync(Options()).Soon());
        }

        await using var afterwards = await StackSampler.StartAsync(Options()).Soon();
        Assert.That(Directory.GetDirectories(_directory), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task StoppedProfile_AskedAgain_IsDisposed()
    {
        var sampler = await StackSampler.StartAsync(Options()).Soon();
        await sampler.StopAsync(Stream.Null, ProfileFormat.Collapsed).Soon();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => sampler.StopAsync(Stream.Null, ProfileFormat.Collapsed).Soon());
    }

    [Test]
    public async Task Duration_ThatIsCancelled_WritesNothingAndLeavesTheNextItsTurn()
    {
        var clock = new FakeTimeProvider();
        using var cancellation = new CancellationTokenSource();
        using var destination = new MemoryStream();
        var profile = StackSampler.ProfileAsync(
            TimeSpan.FromMinutes(1), destination, ProfileFormat.Speedscope, Options() with { TimeProvider = clock }, cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.CatchAsync<OperationCanceledException>(() => profile.Soon());
        Assert.That(destination.Length, Is.Zero);
        await using var next = await StackSampler.StartAsync(Options()).Soon();
    }

    [Test]
    public async Task Writing_ThatFails_LeavesNoFiles([Values] ProfileFormat format)
    {
        var sampler = await StackSampler.StartAsync(Options()).Soon();
        using var full = new FullStream();

        await Assert.ThrowsAsync<IOException>(() => sampler.StopAsync(full, format).Soon());
    }

    [Test]
    public async Task LongestDuration_OnceOver_EndsTheSampling()
    {
        var clock = new FakeTimeProvider();
        var sampler = await StackSampler
            .StartAsync(Options() with { TimeProvider = clock, LongestDuration = TimeSpan.FromSeconds(5) })
            .Soon();
        clock.Advance(TimeSpan.FromSeconds(5));
        await sampler.TraceEnded.Soon();

        var summary = await sampler.StopAsync(Stream.Null, ProfileFormat.Collapsed).Soon();

        Assert.That(summary.CutBy, Does.Contain("duration"));
    }

    [Test]
    public async Task LargestTrace_OnceReached_EndsTheSamplingWithNamesAllTheSame()
    {
        using var busy = new BusyThread();
        await busy.CountOnAsync().Soon();
        using var destination = new MemoryStream();
        var sampler = await StackSampler.StartAsync(Options() with { LargestTraceBytes = 4000 }).Soon();
        await sampler.TraceEnded.Soon();

        var summary = await sampler.StopAsync(destination, ProfileFormat.Speedscope).Soon();

        Assert.That(summary.CutBy, Does.Contain("size"));
        Assert.That(SpeedscopeFile.Read(destination.ToArray()).Frames, Does.Contain(BusyThread.Method));
    }

    [Test]
    public async Task Trace_WithoutAPlace_IsToldAndLeavesTheNextItsTurn()
    {
        var nowhere = Path.Combine(_directory, "nowhere");

        var fault = await Assert.ThrowsAsync<ProfilingException>(() =>
            StackSampler.StartAsync(Options() with { TemporaryDirectory = nowhere }).Soon());

        Assert.That(fault!.Message, Does.Contain(nowhere));
        await using var next = await StackSampler.StartAsync(Options()).Soon();
    }

    [Test]
    public async Task Limits_ThatLimitNothing_AreRefused()
    {
        StackSamplerOptions[] wrong =
        [
            Options() with { LongestDuration = TimeSpan.Zero },
            Options() with { LongestDuration = TimeSpan.FromDays(1) + TimeSpan.FromTicks(1) },
            Options() with { LargestTraceBytes = 0 },
            Options() with { BufferMegabytes = 0 },
            Options() with { BufferMegabytes = 1025 },
            Options() with { TemporaryDirectory = "" },
            Options() with { TimeProvider = null! },
        ];

        foreach (var options in wrong)
            await Assert.CatchAsync<ArgumentException>(() => StackSampler.StartAsync(options).Soon(), $"{options}");
    }

    [TestCase(0)]
    [TestCase(3601)]
    public async Task Duration_BeyondTheLimit_IsRefused(int seconds) => await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
        () => StackSampler.ProfileAsync(TimeSpan.FromSeconds(seconds), Stream.Null, ProfileFormat.Speedscope, Options()).Soon());

    private StackSamplerOptions Options() => new() { TemporaryDirectory = _directory };

    private async Task<(byte[] Bytes, ProfileSummary Summary)> ProfileABusyThreadAsync(ProfileFormat format)
    {
        using var destination = new MemoryStream();
        using var busy = new BusyThread();
        await using var sampler = await StackSampler.StartAsync(Options()).Soon();
        await busy.CountOnAsync().Soon();
        var summary = await sampler.StopAsync(destination, format).Soon();
        return (destination.ToArray(), summary);
    }
}
