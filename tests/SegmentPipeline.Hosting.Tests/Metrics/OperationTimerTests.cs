namespace SegmentPipeline.Hosting.Tests.Metrics;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class OperationTimerTests
{
    private readonly TimedOperations _timed = new();

    [TearDown]
    public void Stop() => _timed.Dispose();

    [Test]
    public void Run_ThatSucceeds_IsTimedByTheThreadAndDividedByItsWork()
    {
        var result = _timed.Timer.Run("x", input => After(8, input.Length + 3));

        Assert.That(result, Is.EqualTo(4));
        Assert.That(_timed.Whole(), Is.EqualTo(["8 1 2 operation=test input=x result=4 end=yes"]));
        Assert.That(_timed.PerUnit(), Is.EqualTo(["2 0.25 0.5 operation=test input=x result=4 end=yes work=piece"]));
    }

    [Test]
    public void Run_ThatFails_TellsTheTypeAndThrowsTheSame()
    {
        var error = new InvalidDataException();

        Assert.That(() => _timed.Timer.Run("x", _ => throw After(3, error)), Throws.Exception.SameAs(error));
        Assert.That(_timed.Whole(), Is.EqualTo(["3 1 2 operation=test error.type=System.IO.InvalidDataException input=x result=0 end=no"]));
        Assert.That(_timed.PerUnit(), Is.Empty);
    }

    [Test]
    public async Task RunAsync_ThatSucceeds_IsTimedUntilTheTaskEnds()
    {
        var source = new TaskCompletionSource<int>();
        var running = _timed.Timer.RunAsync("x", _ => source.Task);
        Assert.That(_timed.Whole(), Is.Empty);
        _timed.Pass(6);
        source.SetResult(2);

        Assert.That(await running, Is.EqualTo(2));
        Assert.That(_timed.Whole(), Is.EqualTo(["6 100 200 operation=test input=x result=2 end=yes"]));
        Assert.That(_timed.PerUnit(), Is.EqualTo(["3 50 100 operation=test input=x result=2 end=yes work=piece"]));
    }

    [Test]
    public async Task RunAsync_ThatFailsAtOnceOrLater_TellsTheType()
    {
        var error = new FormatException();
        var late = await Assert.ThrowsAsync<FormatException>(() => _timed.Timer.RunAsync("late", _ => Task.FromException<int>(error)));
        var early = await Assert.ThrowsAsync<FormatException>(() => _timed.Timer.RunAsync("early", _ => throw error));

        Assert.That((late, early), Is.EqualTo((error, error)));
        Assert.That(_timed.Whole(), Is.EqualTo(
        [
            "0 100 200 operation=test error.type=System.FormatException input=late result=0 end=no",
            "0 100 200 operation=test error.type=System.FormatException input=early result=0 end=no",
        ]));
    }

    [Test]
    public async Task RunAsync_ThatIsCancelled_TellsTheType()
    {
        var cancelled = Task.FromCanceled<int>(new CancellationToken(canceled: true));

        await Assert.ThatAsync(() => _timed.Timer.RunAsync("x", _ => cancelled), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(_timed.Whole().Single(), Does.Contain("error.type=System.Threading.Tasks.TaskCanceledException"));
    }

    [Test]
    public async Task RunValueAsync_ThatSucceedsOrFails_IsTimedLikeATask()
    {
        Assert.That(await _timed.Timer.RunValueAsync("x", _ => ValueTask.FromResult(After(5, 5))), Is.EqualTo(5));
        await Assert.ThatAsync(
            async () => await _timed.Timer.RunValueAsync("y", _ => ValueTask.FromException<int>(new IOException())),
            Throws.InstanceOf<IOException>());

        Assert.That(_timed.Whole(), Is.EqualTo(
        [
            "5 100 200 operation=test input=x result=5 end=yes",
            "0 100 200 operation=test error.type=System.IO.IOException input=y result=0 end=no",
        ]));
    }

    [Test]
    public void ComputedTag_ThatThrowsOrIsNull_IsEmpty()
    {
        var timer = _timed.Timers.For(new OperationDescription<string, int>
        {
            Name = "odd",
            Tags = [new("throws", end => end.Input[99].ToString()), new("null", _ => null), new("plain", _ => "p")],
        });

        Assert.That(timer.Run("x", _ => 7), Is.EqualTo(7));
        Assert.That(_timed.Whole(), Is.EqualTo(["0 1 2 operation=odd throws= null= plain=p"]));
        Assert.That(_timed.PerUnit(), Is.Empty);
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    [TestCase(double.NegativeInfinity)]
    public void Work_ThatIsNoAmount_TellsNothingForEachUnit(double work)
    {
        _timed.Timers.For(new OperationDescription<int, int> { Name = "work", Work = _ => work }).Run(0, _ => 0);
        _timed.Timers.For(new OperationDescription<int, int> { Name = "work", Work = _ => throw new FormatException() }).Run(0, _ => 0);

        Assert.That(_timed.Whole(), Has.Length.EqualTo(2));
        Assert.That(_timed.PerUnit(), Is.Empty);
    }

    [Test]
    public void Run_WhenNobodyListens_ReadsNoClockAndAllocatesNothing()
    {
        using var silent = new TimedOperations(isListening: false);
        var timer = silent.Timer;
        Func<string, int> operation = static input => input.Length;
        for (var i = 0; i < 3; i++) timer.Run("x", operation);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) timer.Run("x", operation);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
        Assert.That(silent.ClockReads, Is.Zero);
    }

    [Test]
    public async Task OtherForms_WhenNobodyListens_AreTheOperationItself()
    {
        using var silent = new TimedOperations(isListening: false);
        using var stream = new MemoryStream();
        var task = Task.FromResult(1);

        Assert.That(silent.Timer.RunAsync("x", _ => task), Is.SameAs(task));
        Assert.That(await silent.Timer.RunValueAsync("x", _ => ValueTask.FromResult(2)), Is.EqualTo(2));
        Assert.That(silent.Timer.Wrap("x", stream), Is.SameAs(stream));
        Assert.That(silent.Timer.Enumerate("x", [1, 2]), Is.EqualTo([1, 2]));
        Assert.That(silent.ClockReads, Is.Zero);
    }

    private T After<T>(int seconds, T value)
    {
        _timed.Pass(seconds);
        return value;
    }
}
