using SegmentPipeline.Testing;

namespace SegmentPipeline.Verification.Tests.Graph;

/// <summary>How verifications end that do not come to their end.</summary>
internal sealed class EndTests
{
    private const string Hour = "2026-03-28T10";

    [Test]
    public async Task Verification_ThatIsCancelled_TellsHowFarItCame([Values(1, 2, 8)] int parallelism)
    {
        using var cancelling = new CancellationTokenSource();
        var archive = new JudgedArchive().Hour(Hour, 500)
            .Gives(Hour, JudgedArchive.NameAt(3), JudgedArchive.Corrupt());
        archive.BeforeFile = number =>
        {
            if (number == 100) cancelling.Cancel();
        };
        var records = new List<VerificationRecord>();
        Exception? thrown = null;
        try
        {
            var started = archive.StartAsync(null, new() { Parallelism = parallelism }, cancelling.Token);
            await foreach (var record in started) records.Add(record);
        }
        catch (OperationCanceledException cancelled)
        {
            thrown = cancelled;
        }

        var end = (VerificationSummaryRecord)records[^1];
        Assert.Multiple(() =>
        {
            Assert.That(((OperationCanceledException?)thrown)?.CancellationToken, Is.EqualTo(cancelling.Token));
            Assert.That((end.Complete, end.Outcome, end.Bound), Is.EqualTo((false, AuditOutcome.Interrupted, (CorruptBound?)null)));
            Assert.That(end.Checked, Is.EqualTo(archive.Read.Count).And.InRange(100, 100 + 2 * parallelism));
            Assert.That(end.NotChecked, Is.EqualTo(500 - end.Checked));
            Assert.That(records.OfType<CorruptRecord>().Count(), Is.EqualTo(1));
        });
    }

    [Test]
    public void Verification_ThatIsCancelledBefore_ReadsNothing()
    {
        var archive = new JudgedArchive().Hour(Hour, 5);
        var cancelled = new CancellationToken(canceled: true);
        Assert.That(() => archive.VerifyAsync(null, null, cancelled), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(archive.Read, Is.Empty);
    }

    [Test]
    public async Task Verification_WhoseReaderLeaves_StopsReading()
    {
        var archive = new JudgedArchive().Hour(Hour, 1000);
        for (var i = 0; i < 1000; i++) archive.Gives(Hour, JudgedArchive.NameAt(i), JudgedArchive.Corrupt());
        await foreach (var record in archive.StartAsync())
        {
            if (record is CorruptRecord) break;
        }

        Assert.That(archive.Read, Has.Count.LessThan(600));
    }

    [Test]
    public void Verification_WhoseMemoryFails_FailsWithItsFault([Values(1, 8)] int parallelism)
    {
        var archive = new JudgedArchive().Hour(Hour, 50).Hour("2026-03-28T11", 50);
        var context = new VerificationContext { Parallelism = parallelism, Memory = new FailingMemory() };
        Assert.That(() => archive.VerifyAsync(null, context).Soon(), Throws.InvalidOperationException.With.Message.EqualTo("no room"));
    }

    [Test]
    public void Verification_WhoseReadingBreaks_FailsWithItsFault([Values(1, 8)] int parallelism)
    {
        var archive = new JudgedArchive { BeforeFile = number => throw new NotSupportedException($"file {number}") }.Hour(Hour, 50);
        var context = new VerificationContext { Parallelism = parallelism };
        Assert.That(() => archive.VerifyAsync(null, context).Soon(), Throws.InstanceOf<NotSupportedException>());
    }

    [TestCase(null, 7L, 7)]
    [TestCase(7_000L, null, 7)]
    [TestCase(7_999L, null, 7)]
    [TestCase(1L, null, 1)]
    public async Task Verification_WithABudget_EndsAtIt(long? bytes, long? files, int read)
    {
        var archive = new JudgedArchive();
        for (var i = 0; i < 20; i++) archive.Tree.Hour(Hour).File(JudgedArchive.NameAt(i), 1000);
        using var disk = ArchiveBuilder.Of(archive.Tree);
        await using var opened = SegmentArchive.Open(disk.Root);
        var end = (VerificationSummaryRecord)(await opened
            .VerifyAsync(new() { Budget = new() { Bytes = bytes, Files = files }, FailOn = VerificationFailOn.None }).ToListAsync())[^1];
        Assert.Multiple(() =>
        {
            Assert.That((end.Files, end.Checked, end.NotChecked), Is.EqualTo((20, read, 20 - read)));
            Assert.That((end.Complete, end.Outcome), Is.EqualTo((false, AuditOutcome.BudgetSpent)));
        });
    }

    [Test]
    public async Task Verification_WithABudgetThatSuffices_IsComplete()
    {
        var end = await new JudgedArchive().Hour(Hour, 20).SumUpAsync(new() { Budget = new() { Files = 20 } });
        Assert.That((end.Checked, end.Complete, end.Outcome), Is.EqualTo((20, true, AuditOutcome.Success)));
    }

    private sealed class FailingMemory : IContentMemory
    {
        public IReadOnlyDictionary<Hour, VerifiedHour> Recall(StreamId stream) => new Dictionary<Hour, VerifiedHour>();

        public void Remember(StreamId stream, Hour hour, VerifiedHour verified) => throw new InvalidOperationException("no room");

        public void RememberCorrupt(IReadOnlyList<CorruptFile> corrupt, Timestamp at) => throw new InvalidOperationException("no room");
    }
}
