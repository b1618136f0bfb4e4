using System.Text;
using SegmentPipeline.Ledger;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Web.Tests;

/// <summary>What is told of a ledger that changes, cannot be read, or hangs.</summary>
internal sealed class LedgerLookTests
{
    private readonly List<string> _told = [];

    [SetUp]
    public void Forget() => _told.Clear();

    [Test]
    public async Task Change_WhoseStreamsCannotBeRead_IsToldOfAllWhenTheLedgerCanBeReadAgain()
    {
        var (run, isBroken) = (1, false);
        var look = new LedgerLook(
            "main",
            () => Version(run),
            _ => isBroken ? throw new LedgerException(LedgerFault.Corrupt, "broken") : [StreamId.Parse("c/q")],
            () => null);
        await LookAsync(look);
        (run, isBroken) = (2, true);
        await LookAsync(look);
        Assert.That(_told, Is.Empty);

        isBroken = false;
        await LookAsync(look);
        await LookAsync(look);
        run = 3;
        await LookAsync(look);

        Assert.That(
            _told,
            Is.EqualTo((string[])
            [
                """{"archive":"main","run":2,"streams":null}""",
                """{"archive":"main","run":3,"streams":["c/q"]}""",
            ]));
    }

    [TestCase(null)]
    [TestCase(2)]
    public async Task Change_OfAnAuditThatGoesOn_IsToldWhenItHasEnded(long? nextBegan)
    {
        var (run, audited) = (1, (Timestamp?)null);
        var look = new LedgerLook("main", () => Version(run), _ => [StreamId.Parse("c/q")], () => audited);
        await LookAsync(look);
        (run, audited) = (2, new Timestamp(1));
        await LookAsync(look);
        Assert.That(_told, Is.Empty);

        audited = nextBegan is { } began ? new Timestamp(began) : null;
        await LookAsync(look);

        Assert.That(_told, Is.EqualTo((string[])["""{"archive":"main","run":2,"streams":["c/q"]}"""]));
    }

    [Test]
    public async Task Look_WhileTheOneBeforeHangs_IsNotMade()
    {
        using var disk = new ManualResetEventSlim();
        var looks = 0;
        var look = new LedgerLook("main", () => Hang(disk, ref looks), _ => null, () => null);
        look.Begin(Take);
        var first = look.Last;

        look.Begin(Take);

        Assert.That(look.Last, Is.SameAs(first));
        disk.Set();
        await first.Soon();
        await LookAsync(look);
        Assert.That(looks, Is.EqualTo(2));
    }

    [Test]
    public async Task Look_ThatEndsWhenListenersHaveAskedAlready_IsToldOfAll()
    {
        using var disk = new ManualResetEventSlim();
        var looks = 0;
        var look = new LedgerLook("main", () => Hang(disk, ref looks), _ => [], () => null);
        look.Begin(Take);
        look.Expect();

        disk.Set();
        await look.Last.Soon();
        await LookAsync(look);

        Assert.That(_told, Is.EqualTo((string[])["""{"archive":"main","run":1,"streams":null}"""]));
    }

    private static LedgerVersion Hang(ManualResetEventSlim disk, ref int looks)
    {
        disk.Wait();
        looks++;
        return Version(1);
    }

    private static LedgerVersion Version(int run) => new() { Run = run };

    private Task LookAsync(LedgerLook look)
    {
        look.Begin(Take);
        return look.Last.Soon();
    }

    private void Take(ChangeEvent change) => _told.Add(Encoding.UTF8.GetString(change.Data.Span));
}
