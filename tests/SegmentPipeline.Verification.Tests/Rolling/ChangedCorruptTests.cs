using Microsoft.Extensions.Time.Testing;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Verification.Tests.Rolling;

/// <summary>An hour of which a corrupt file was written to since comes first, by the time that the file system gives it.</summary>
[Platform("Linux")]
internal sealed class ChangedCorruptTests
{
    private const string Oldest = "2026-03-28T09";
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private ArchiveBuilder _disk = null!;
    private DictionaryContents _memory = null!;

    /// <summary>Three hours of a file each, of which the oldest hour's has no byte.</summary>
    [SetUp]
    public void Begin()
    {
        (_disk, _memory) = (new ArchiveBuilder(), new DictionaryContents());
        foreach (var hour in (string[])[Oldest, "2026-03-28T10", "2026-03-28T11"])
        {
            _disk.File("c", "q", hour, JudgedArchive.NameAt(0));
            if (hour != Oldest) File.WriteAllBytes(_disk.PathOf("c", "q", hour, JudgedArchive.NameAt(0)), new byte[188]);
        }
    }

    [TearDown]
    public void End() => _disk.Dispose();

    /// <remarks>A time that is still to come is the clock of another machine.</remarks>
    [TestCase(1, true)]
    [TestCase(-1, false)]
    public async Task Hour_OfACorruptFileThatWasWrittenTo_ComesFirst(int hoursFromNow, bool isFirst)
    {
        var written = TimeProvider.System.GetUtcNow();
        await VerifyAsync(written - 2 * Hour);
        Assert.That(_memory.At(Oldest).Corrupt, Has.Count.EqualTo(1));
        await File.WriteAllBytesAsync(_disk.PathOf("c", "q", Oldest, JudgedArchive.NameAt(0)), new byte[188]);

        await VerifyAsync(written + hoursFromNow * Hour, new VerificationBudget { Files = 1 });

        Assert.That(_memory.At(Oldest).Corrupt, Has.Count.EqualTo(isFirst ? 0 : 1));
    }

    [Test]
    public async Task Hour_OfACorruptFileThatNobodyTouched_WaitsForItsTurn()
    {
        var now = TimeProvider.System.GetUtcNow() + Hour;
        await VerifyAsync(now);
        var before = _memory.At(Oldest).VerifiedAt;
        for (var night = 1; night <= 2; night++)
        {
            await VerifyAsync(now + night * Hour, new VerificationBudget { Files = 1 });
            Assert.That(_memory.At(Oldest).VerifiedAt, Is.EqualTo(before), "of three it is the last");
        }

        await VerifyAsync(now + 3 * Hour, new VerificationBudget { Files = 1 });

        Assert.That(_memory.At(Oldest).VerifiedAt, Is.GreaterThan(before));
    }

    private async Task VerifyAsync(DateTimeOffset now, VerificationBudget? budget = null)
    {
        // So that no two hours have waited alike.
        var clock = new FakeTimeProvider(now) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };
        await using var archive = SegmentArchive.Open(_disk.Root, new SegmentArchiveOptions { TimeProvider = clock });
        var request = new VerificationRequest
        {
            Level = VerificationLevel.Sizes,
            Budget = budget ?? new VerificationBudget(),
            FailOn = VerificationFailOn.None,
        };
        var records = archive.VerifyAsync(request, new VerificationContext { Memory = _memory, TimeProvider = clock }, default);
        Assert.That(await records.LastAsync(), Is.InstanceOf<VerificationSummaryRecord>());
    }
}
