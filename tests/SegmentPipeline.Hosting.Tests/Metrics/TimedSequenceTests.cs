namespace SegmentPipeline.Hosting.Tests.Metrics;

/// <summary>Both kinds of sequences, under the same tests.</summary>
[TestFixture(false)]
[TestFixture(true)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class TimedSequenceTests(bool isAsync)
{
    private readonly TimedOperations _timed = new();

    [TearDown]
    public void Stop() => _timed.Dispose();

    [Test]
    public async Task Sequence_ReadToItsEnd_IsTimedFromItsBeginningPausesIncluded()
    {
        var sequence = Wrap(Items(3));
        _timed.Pass(1000);
        var seen = new List<int>();
        await foreach (var item in sequence)
        {
            seen.Add(item);
            _timed.Pass(10);
        }

        Assert.That(seen, Is.EqualTo([1, 2, 3]));
        Assert.That(_timed.Whole(), Is.EqualTo(["33 100 200 operation=test input=x result=3 end=yes"]));
        Assert.That(_timed.PerUnit().Single(), Does.StartWith("11 "));
    }

    [Test]
    public async Task Sequence_LeftEarly_IsTimedUntilThen()
    {
        await foreach (var item in Wrap(Items(3)))
        {
            if (item == 2) break;
        }

        Assert.That(_timed.Whole(), Is.EqualTo(["2 100 200 operation=test input=x result=2 end=no"]));
        Assert.That(_timed.PerUnit().Single(), Does.StartWith("1 "));
    }

    [Test]
    public async Task Sequence_WhoseConsumerFails_EndsWithoutAnErrorOfItsOwn()
    {
        await Assert.ThatAsync(
            async () =>
            {
                await foreach (var _ in Wrap(Items(3))) throw new FormatException();
            },
            Throws.InstanceOf<FormatException>());

        Assert.That(_timed.Whole(), Is.EqualTo(["1 100 200 operation=test input=x result=1 end=no"]));
    }

    [Test]
    public async Task Sequence_WhoseBodyFails_TellsTheError()
    {
        await Assert.ThatAsync(() => CountAsync(Wrap(Items(2, failsAfter: true))), Throws.InstanceOf<IOException>());

        Assert.That(_timed.Whole(), Is.EqualTo(["2 100 200 operation=test error.type=System.IO.IOException input=x result=2 end=no"]));
    }

    [Test]
    public async Task Sequence_WhoseDisposalFails_TellsTheError()
    {
        await Assert.ThatAsync(() => CountAsync(Wrap(Items(1, failsAtDisposal: true))), Throws.InstanceOf<InvalidDataException>());

        Assert.That(_timed.Whole().Single(), Does.Contain("error.type=System.IO.InvalidDataException").And.EndsWith("end=no"));
    }

    [Test]
    public async Task Sequence_EnumeratedTwice_IsTwoOperations()
    {
        var sequence = Wrap(Items(1));
        await CountAsync(sequence);
        await CountAsync(sequence);

        Assert.That(_timed.Whole(), Is.EqualTo(Enumerable.Repeat("1 100 200 operation=test input=x result=1 end=yes", 2)));
    }

    [Test]
    public async Task Sequence_OfNothing_HasNoTimeForEachUnit()
    {
        await CountAsync(Wrap(Items(0)));

        Assert.That(_timed.Whole(), Is.EqualTo(["0 100 200 operation=test input=x result=0 end=yes"]));
        Assert.That(_timed.PerUnit(), Is.Empty);
    }

    [Test]
    public void Sequence_NeverEnumerated_IsNoOperation()
    {
        Wrap(Items(1));

        Assert.That(_timed.Whole(), Is.Empty);
    }

    private static async Task<int> CountAsync(IAsyncEnumerable<int> sequence)
    {
        var count = 0;
        await foreach (var _ in sequence) count++;
        return count;
    }

    private static async IAsyncEnumerable<int> Slowly(IEnumerable<int> items)
    {
        foreach (var item in items)
        {
            await Task.Yield();
            yield return item;
        }
    }

    private static void Fail() => throw new InvalidDataException();

    private IAsyncEnumerable<int> Wrap(IEnumerable<int> items) =>
        isAsync ? _timed.Timer.EnumerateAsync("x", Slowly(items)) : Slowly(_timed.Timer.Enumerate("x", items));

    /// <summary>The numbers from 1, a second each.</summary>
    private IEnumerable<int> Items(int count, bool failsAfter = false, bool failsAtDisposal = false)
    {
        try
        {
            for (var i = 1; i <= count; i++)
            {
                _timed.Pass(1);
                yield return i;
            }

            if (failsAfter) throw new IOException();
        }
        finally
        {
            if (failsAtDisposal) Fail();
        }
    }
}
