using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Library;

/// <summary>What <see cref="SegmentArchive.SelectAsync(SelectionRequest, CancellationToken)"/> keeps: hours that
/// do not change, each read once for all who ask.</summary>
internal sealed class HourCacheTests
{
    private static readonly StreamId Stream = RegularArchive.Stream;
    private static readonly string SecondHour = RegularArchive.PathOf(1);
    private static readonly TimeRange InSecondHour = RegularArchive.Within(1, 5, 10);

    [Test]
    public async Task Select_SameHoursAgain_ListsThemOnce()
    {
        var reader = new InMemoryReader(RegularArchive.Of(3));
        await using var opened = OpenedArchive.Open(reader);

        var first = await opened.Archive.SelectAsync(Stream, InSecondHour);
        var second = await opened.Archive.SelectAsync(Stream, InSecondHour);

        Assert.That(reader.Listings[SecondHour], Is.EqualTo(1));
        Assert.That(second.Segments, Is.EqualTo(first.Segments));
        Assert.That(reader.Listings.Keys, Has.None.EqualTo(RegularArchive.PathOf(2)), "an hour behind the range was read");
    }

    [Test]
    public async Task Select_DirectoryChanged_ReadsItAnew()
    {
        var reader = new InMemoryReader(RegularArchive.Of(3));
        await using var opened = OpenedArchive.Open(reader);
        var before = await opened.Archive.SelectAsync(Stream, InSecondHour);

        reader.Change(tree => tree.Hour("2026-03-28T01").File(SegmentNames.Full("00:04", "3596.5")));
        var after = await opened.Archive.SelectAsync(Stream, InSecondHour);

        Assert.That(before.Segments.Single().Duration, Is.EqualTo(TimeSpan.FromSeconds(3_596)));
        Assert.That(after.Segments.Single().Duration, Is.EqualTo(TimeSpan.FromMilliseconds(3_596_500)));
        Assert.That(reader.Listings[SecondHour], Is.EqualTo(2));
    }

    [Test]
    public async Task Select_DirectoryAppears_IsSeen()
    {
        var tree = RegularArchive.Of(1);
        var reader = new InMemoryReader(tree);
        await using var opened = OpenedArchive.Open(reader);
        var before = await opened.Archive.SelectAsync(Stream, InSecondHour);

        reader.Change(t => t.Hour("2026-03-28T01").File(SegmentNames.Full("00:04", "60.0")));
        var after = await opened.Archive.SelectAsync(Stream, InSecondHour);

        Assert.That(before.Segments, Is.Empty);
        Assert.That(after.Segments, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Select_NoTellingWhetherItChanged_ReadsItAlways()
    {
        var tree = RegularArchive.Of(3);
        tree.Hour("2026-03-28T01").HasFingerprint = false;
        var reader = new InMemoryReader(tree);
        await using var opened = OpenedArchive.Open(reader);

        await opened.Archive.SelectAsync(Stream, InSecondHour);
        await opened.Archive.SelectAsync(Stream, InSecondHour);

        Assert.That(reader.Listings[SecondHour], Is.EqualTo(2));
    }

    [Test]
    public async Task Select_UnreadableHour_IsNotKept()
    {
        var tree = RegularArchive.Of(3);
        tree.Hour("2026-03-28T01").Unreadable = "Input/output error";
        var reader = new InMemoryReader(tree);
        await using var opened = OpenedArchive.Open(reader);
        var broken = await opened.Archive.SelectAsync(Stream, InSecondHour);

        reader.Change(t => t.Hour("2026-03-28T01").Unreadable = null);
        var repaired = await opened.Archive.SelectAsync(Stream, InSecondHour);

        Assert.That(broken.Unreadable.Single().Path.ToString(), Is.EqualTo(SecondHour));
        Assert.That(repaired.Unreadable, Is.Empty);
        Assert.That(repaired.Segments, Has.Count.EqualTo(1));
    }

    [TestCase(0, 2)]
    [TestCase(1024 * 1024, 1)]
    public async Task Select_AnotherHourBetween_KeepsAsMuchAsTheOptionsAllow(long cacheBytes, int listings)
    {
        var reader = new InMemoryReader(RegularArchive.Of(9));
        var options = new SegmentArchiveOptions { HourCacheBytes = cacheBytes, TimeProvider = FixedTimeProvider.FarAfter };
        await using var archive = SegmentArchive.Open(InMemoryReader.RootPath, options, reader);

        await archive.SelectAsync(Stream, InSecondHour);
        await archive.SelectAsync(Stream, RegularArchive.Within(7, 5, 10));
        await archive.SelectAsync(Stream, InSecondHour);

        Assert.That(reader.Listings[SecondHour], Is.EqualTo(listings));
    }

    [Test]
    public async Task Select_TheSameHourWithoutRoomForIt_ListsItEveryTime()
    {
        const int times = 1000;
        var reader = new InMemoryReader(RegularArchive.Of(3));
        var options = new SegmentArchiveOptions { HourCacheBytes = 0, TimeProvider = FixedTimeProvider.FarAfter };
        await using var archive = SegmentArchive.Open(InMemoryReader.RootPath, options, reader);

        for (var time = 0; time < times; time++) await archive.SelectAsync(Stream, InSecondHour);

        Assert.That(reader.Listings[SecondHour], Is.EqualTo(times));
    }

    [Test]
    public async Task Select_MoreHoursThanFit_ForgetsTheLeastRecentlyUsed()
    {
        // An hour of two selected segments and a superseded one takes under 300 bytes; two fit, four do not.
        var reader = new InMemoryReader(RegularArchive.Of(12));
        var options = new SegmentArchiveOptions { HourCacheBytes = 600, TimeProvider = FixedTimeProvider.FarAfter };
        await using var archive = SegmentArchive.Open(InMemoryReader.RootPath, options, reader);

        foreach (var hour in new[] { 1, 1, 5, 9, 9, 1 }) await archive.SelectAsync(Stream, RegularArchive.Within(hour, 5, 10));

        Assert.That(reader.Listings[RegularArchive.PathOf(9)], Is.EqualTo(1));
        Assert.That(reader.Listings[RegularArchive.PathOf(1)], Is.EqualTo(2));
    }

    [Test]
    public async Task Select_SixteenCallersAtOnce_ListAnHourOnce()
    {
        const int callers = 16;
        using var everybodyAsked = new CountdownEvent(callers);
        using var gate = new ManualResetEventSlim();
        var reader = new InMemoryReader(RegularArchive.Of(3))
        {
            BeforeListing = (path, _) => WaitAt(path, gate),
            AfterFingerprint = path => CountAt(path, everybodyAsked),
        };
        await using var opened = OpenedArchive.Open(reader);

        var calls = Enumerable.Range(0, callers)
            .Select(_ => Task.Factory.StartNew(
                        () => opened.Archive.SelectAsync(Stream, InSecondHour),
                        CancellationToken.None,
                        TaskCreationOptions.LongRunning,
                        TaskScheduler.Default)
                    .Unwrap())
            .ToList();
        await Task.Run(() => everybodyAsked.Wait()).Soon();
        gate.Set();
        var sequences = await Task.WhenAll(calls).Soon();

        Assert.That(reader.Listings[SecondHour], Is.EqualTo(1));
        Assert.That(sequences.Select(s => s.Segments.Count), Is.All.EqualTo(1));
    }

    [Test]
    public async Task Select_CallerCancelsWhileOthersWait_PoisonsNothing()
    {
        using var reading = new ManualResetEventSlim();
        using var gate = new ManualResetEventSlim();
        var reader = new InMemoryReader(RegularArchive.Of(3))
        {
            BeforeListing = (path, _) =>
            {
                if (path == SecondHour) reading.Set();
                WaitAt(path, gate);
            },
        };
        await using var opened = OpenedArchive.Open(reader);
        using var cancellation = new CancellationTokenSource();

        var cancelled = opened.Archive.SelectAsync(Stream, InSecondHour, cancellationToken: cancellation.Token);
        await Task.Run(reading.Pass);
        var patient = opened.Archive.SelectAsync(Stream, InSecondHour);
        await cancellation.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(() => cancelled.Soon());
        gate.Set();

        Assert.That((await patient.Soon()).Segments, Has.Count.EqualTo(1));
        Assert.That((await opened.Archive.SelectAsync(Stream, InSecondHour)).Segments, Has.Count.EqualTo(1));
        Assert.That(reader.Listings[SecondHour], Is.EqualTo(1));
    }

    [Test]
    public async Task Select_ReadingThrows_FailsOnceAndIsTriedAgain()
    {
        var throws = true;
        var reader = new InMemoryReader(RegularArchive.Of(3)) { BeforeListing = (path, _) => ThrowAt(path == SecondHour && throws) };
        await using var opened = OpenedArchive.Open(reader);

        await Assert.CatchAsync(() => opened.Archive.SelectAsync(Stream, InSecondHour).Soon());
        throws = false;

        Assert.That((await opened.Archive.SelectAsync(Stream, InSecondHour)).Segments, Has.Count.EqualTo(1));
    }

    private static void WaitAt(string path, ManualResetEventSlim gate)
    {
        if (path == SecondHour) gate.Pass();
    }

    private static void CountAt(string path, CountdownEvent asked)
    {
        if (path == SecondHour && !asked.IsSet) asked.Signal();
    }

    private static void ThrowAt(bool there)
    {
        if (there) throw new IOException("planted");
    }
}
