namespace SegmentPipeline.Ledger.Tests;

/// <summary>What a host sees of the writes of an audit.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class AroundWritesTests
{
    private const string Ten = "2026-03-28T10";

    private readonly LedgerRoom _room = new();

    [TearDown]
    public void Close() => _room.Dispose();

    [Test]
    public async Task Writes_OfARun_AreItsBeginningItsHoursAndItsEnd()
    {
        _room.Segments(Ten, 0, 60);
        var rows = new List<long>();
        _room.Options = new AuditLedgerOptions { AroundWrites = write => Keep(rows, write()) };

        var night = await _room.RunAsync();

        Assert.That(night.Failure, Is.Null);
        Assert.That(rows, Has.Count.EqualTo(3).And.All.GreaterThan(0));
        Assert.That(rows[0], Is.EqualTo(1), "the row of the run");
    }

    [Test]
    public async Task Write_ThatFails_FailsInsideAndTheAuditDealsWithIt()
    {
        _room.Segments(Ten, 0, 60);
        await _room.RunAsync();
        _room.Segments(Ten, 70, 80);
        using (var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_room.Ledger};Pooling=False"))
        {
            other.Open();
            using var command = other.CreateCommand();
            command.CommandText = "CREATE TRIGGER planted BEFORE UPDATE ON hour BEGIN SELECT RAISE(ABORT, 'planted'); END";
            command.ExecuteNonQuery();
        }

        var faults = new List<Exception>();
        _room.Options = new AuditLedgerOptions { AroundWrites = write => Watch(faults, write) };

        var night = await _room.RunAsync();

        Assert.That(faults, Has.Count.EqualTo(1).And.All.Message.Contains("planted"));
        Assert.That(night.Failure, Is.InstanceOf<LedgerException>());
        Assert.That(night.Summary.Outcome, Is.EqualTo(AuditOutcome.Failed));
    }

    [TestCase(0)]
    [TestCase(2)]
    public async Task Write_NotDoneOnce_IsMisuse(int times)
    {
        _room.Segments(Ten, 0, 60);
        _room.Options = new AuditLedgerOptions { AroundWrites = write => Enumerable.Range(0, times).Sum(_ => write()) };

        var night = await _room.RunAsync();

        Assert.That(night.Failure, Is.InstanceOf<InvalidOperationException>().With.Message.Contains($"has done one {times} times"));
    }

    private static long Keep(List<long> rows, long count)
    {
        rows.Add(count);
        return count;
    }

    private static long Watch(List<Exception> faults, Func<long> write)
    {
        try
        {
            return write();
        }
        catch (Exception fault)
        {
            faults.Add(fault);
            throw;
        }
    }
}
