using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Library;

/// <summary>While the disk makes an audit wait, more directories are asked for at once than hours are parsed; while it does not, no
/// more.</summary>
internal sealed class ReadAheadTests
{
    private const int Hours = 200;
    private const int Together = 4;

    [Test]
    public async Task Audit_DiskThatMakesItWait_ListsMoreDirectoriesAtOnceThanItParses()
    {
        using var together = new CountdownEvent(Together);
        var haveMet = true;
        var hours = 0;
        var reader = new InMemoryReader(RegularArchive.Of(Hours)) { MakesWait = true, BeforeListing = (path, _) => Meet(path) };
        await using var opened = OpenedArchive.Open(reader);
        var hooks = new AuditHooks { HoursOfMessage = 1 };

        var report = await opened.Archive.AuditToReportAsync(new AuditRequest(), new AuditContext { Parallelism = 1, Hooks = hooks });

        Assert.That(haveMet, Is.True, $"{Together} directories were never asked for at once");
        Assert.That(report.Summary.Hours, Is.EqualTo(Hours));
        Assert.That(hooks.HoursInFlight, Is.LessThanOrEqualTo(10 + 20 + 32));

        // The second to the fifth wait for one another.
        void Meet(string path)
        {
            if (!path.StartsWith("c/q/", StringComparison.Ordinal) || Interlocked.Increment(ref hours) is < 2 or > 1 + Together) return;
            together.Signal();
            haveMet &= together.Wait(TimeSpan.FromSeconds(30));
        }
    }

    [Test]
    public async Task Audit_DiskThatNeverMakesItWait_ListsNoMoreThanItParses()
    {
        int now = 0, most = 0;
        var reader = new InMemoryReader(RegularArchive.Of(Hours))
        {
            BeforeListing = (_, _) => most = Math.Max(most, Interlocked.Increment(ref now)),
            AfterListing = () => Interlocked.Decrement(ref now),
        };
        await using var opened = OpenedArchive.Open(reader);

        await opened.Archive.AuditToReportAsync(new AuditRequest(), new AuditContext { Parallelism = 1 });

        Assert.That(most, Is.EqualTo(1));
    }
}
