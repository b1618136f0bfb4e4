using Microsoft.Extensions.Time.Testing;

namespace SegmentPipeline.Verification.Tests.Rolling;

/// <summary>What is verified next, and what is remembered of it.</summary>
internal sealed class RollingTests
{
    private const string Oldest = "2026-03-28T09";
    private const string Middle = "2026-03-28T10";
    private const string Newest = "2026-03-28T11";

    private DictionaryContents _memory = new();
    private FakeTimeProvider _clock = new();

    private VerificationContext Context => new() { Memory = _memory, TimeProvider = _clock };

    [SetUp]
    public void Begin() => (_memory, _clock) = (new(), new(Timestamp.Parse("2026-03-29T00").ToDateTimeOffset()));

    [Test]
    public async Task Verification_WithAMemory_ReadsTheNewestFirst()
    {
        var archive = new JudgedArchive().Hour(Oldest, 2).Hour(Middle, 2).Hour(Newest, 2);
        var end = await archive.SumUpAsync(null, Context);
        Assert.Multiple(() =>
        {
            Assert.That(HoursOf(archive), Is.EqualTo([Newest, Middle, Oldest]));
            Assert.That(_memory.Hours, Has.Count.EqualTo(3));
            Assert.That((end.Complete, end.OldestUnverified), Is.EqualTo((true, (TimeSpan?)TimeSpan.Zero)));
            Assert.That((_memory.At(Middle).Files, _memory.At(Middle).Bytes), Is.EqualTo((2, 2000)));
            Assert.That(_memory.At(Middle).UpTo, Is.Null);
        });
    }

    [Test]
    public async Task Verification_WithABudget_GoesOnInTheMiddleOfAnHour()
    {
        var archive = new JudgedArchive().Hour(Middle, 10).Hour(Newest, 10);
        var request = new VerificationRequest { Budget = new() { Files = 7 } };
        var first = await archive.SumUpAsync(request, Context);
        Assert.That((first.Checked, first.NotChecked, first.Outcome), Is.EqualTo((7, 13, AuditOutcome.BudgetSpent)));
        Assert.That(_memory.At(Newest).UpTo, Is.Not.Null);
        _clock.Advance(TimeSpan.FromDays(1));
        await archive.SumUpAsync(request, Context);
        Assert.Multiple(() =>
        {
            Assert.That(archive.Read, Has.Count.EqualTo(14).And.Unique);
            Assert.That(_memory.At(Newest).Files, Is.EqualTo(10));
            Assert.That(_memory.At(Newest).UpTo, Is.Null);
            Assert.That(_memory.At(Newest).VerifiedAt, Is.EqualTo(Timestamp.Parse("2026-03-29T00")), "the file counts that was read first");
            Assert.That(_memory.At(Middle).Files, Is.EqualTo(4));
        });
    }

    [Test]
    public async Task Verification_OfChangedHours_ReadsThemBeforeThoseThatWait()
    {
        var archive = new JudgedArchive().Hour(Oldest, 2).Hour(Middle, 2).Hour(Newest, 2);
        await archive.SumUpAsync(null, Context);
        archive.Tree.Hour(Middle).File(JudgedArchive.NameAt(5));
        Assert.That(await NextAsync(archive, files: 3), Is.EqualTo([Middle]));
        Assert.That(await NextAsync(archive, files: 2), Is.EqualTo([Oldest]), "of those that wait alike, the first in time");
        Assert.That(await NextAsync(archive, files: 2), Is.EqualTo([Newest]));
        Assert.That(await NextAsync(archive, files: 3), Is.EqualTo([Middle]));
    }

    [Test]
    public async Task Verification_OfADirectoryThatOnlyLooksChanged_KeepsItsTurn()
    {
        var archive = new JudgedArchive().Hour(Oldest, 2).Hour(Newest, 2);
        await archive.SumUpAsync(null, Context);
        archive.Tree.Hour(Newest).File("passing.tmp").Remove("passing.tmp");
        Assert.That(await NextAsync(archive, files: 1), Is.EqualTo([Oldest]));
    }

    [Test]
    public async Task Verification_OfAnHourThatIsNotOver_ComesLast()
    {
        _clock.SetUtcNow(Timestamp.Parse("2026-03-29T00:30").ToDateTimeOffset());
        var archive = new JudgedArchive { Now = Timestamp.Parse("2026-03-29T00:30") }.Hour(Oldest, 1).Hour("2026-03-29T00", 2);
        await archive.SumUpAsync(null, Context);
        Assert.That(HoursOf(archive), Is.EqualTo([Oldest, "2026-03-29T00"]));
        archive.Read.Clear();
        await archive.SumUpAsync(new() { Budget = new() { Files = 1 } }, Context);
        Assert.That(HoursOf(archive), Is.EqualTo([Oldest]));
    }

    [Test]
    public async Task Verification_AtADeeperLevel_ReadsWhatWasVerifiedLessDeeply()
    {
        var archive = new JudgedArchive().Hour(Oldest, 1).Hour(Newest, 1);
        await archive.SumUpAsync(new() { Level = VerificationLevel.Edges, Start = Timestamp.Parse(Newest) }, Context);
        await archive.SumUpAsync(new() { End = Timestamp.Parse(Middle) }, Context);
        Assert.That(await NextAsync(archive, files: 1), Is.EqualTo([Newest]));
    }

    [Test]
    public async Task Verification_OfCorruptFiles_RemembersThemUntilTheyAreRightOrGone()
    {
        var (a, b, c) = (JudgedArchive.NameAt(0), JudgedArchive.NameAt(1), JudgedArchive.NameAt(2));
        var archive = new JudgedArchive().Hour(Middle, 4)
            .Gives(Middle, a, JudgedArchive.Corrupt()).Gives(Middle, b, JudgedArchive.Corrupt()).Gives(Middle, c, JudgedArchive.Corrupt());
        await archive.SumUpAsync(null, Context);
        Assert.That(Corrupt, Is.EqualTo([a, b, c]));

        archive.GivesAgain(Middle, a).Gives(Middle, b, JudgedArchive.Unread(ReadingOutcome.Unreadable));
        archive.Tree.Hour(Middle).Remove(c);
        await archive.SumUpAsync(null, Context);
        Assert.That(Corrupt, Is.EqualTo([b]), "what cannot be read is not mended");
        Assert.That((_memory.At(Middle).Files, _memory.At(Middle).Unreadable), Is.EqualTo((2, 1)));
    }

    [TestCase(CorruptCauseKind.Hash, VerificationLevel.Edges, true)]
    [TestCase(CorruptCauseKind.Zeros, VerificationLevel.Sizes, true)]
    [TestCase(CorruptCauseKind.Zeros, VerificationLevel.Edges, false)]
    [TestCase(CorruptCauseKind.Truncated, VerificationLevel.Sizes, false)]
    public async Task Verification_AtALevelThatCannotFindACause_DoesNotTakeItForMended(
        CorruptCauseKind cause, VerificationLevel level, bool stays)
    {
        var archive = new JudgedArchive().Hour(Middle, 2).Gives(Middle, JudgedArchive.NameAt(0), JudgedArchive.Corrupt(cause));
        await archive.SumUpAsync(null, Context);
        archive.GivesAgain(Middle, JudgedArchive.NameAt(0));
        await archive.SumUpAsync(new() { Level = level }, Context);
        await archive.SumUpAsync(new() { Level = level }, Context);
        Assert.That(Corrupt, Has.Count.EqualTo(stays ? 1 : 0));
    }

    [Test]
    public async Task Verification_ThatEndsInAnHour_KeepsWhatIsKnownOfItsRest()
    {
        var archive = new JudgedArchive().Hour(Middle, 5).Gives(Middle, JudgedArchive.NameAt(4), JudgedArchive.Corrupt());
        await archive.SumUpAsync(null, Context);
        await archive.SumUpAsync(new() { Budget = new() { Files = 2 } }, Context);
        Assert.That(Corrupt, Is.EqualTo([JudgedArchive.NameAt(4)]));
    }

    [Test]
    public async Task Verification_OfAnHourThatIsGone_ForgetsItsCorruptFiles()
    {
        var archive = new JudgedArchive().Hour(Middle, 2).Hour(Newest, 2)
            .Gives(Middle, JudgedArchive.NameAt(0), JudgedArchive.Corrupt());
        await archive.SumUpAsync(null, Context);
        archive.Tree.Root.Child("c").Child("q").Remove(Middle);
        await archive.SumUpAsync(null, Context);
        Assert.That((_memory.At(Middle).Files, _memory.At(Middle).Corrupt.Count), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task Sample_WithAMemory_RemembersOnlyWhatIsCorrupt()
    {
        var archive = new JudgedArchive().Hour(Middle, 3).Gives(Middle, JudgedArchive.NameAt(1), JudgedArchive.Corrupt());
        var end = await archive.SumUpAsync(new() { Sample = SampleSize.FromPercent(100) }, Context);
        Assert.Multiple(() =>
        {
            Assert.That(_memory.Hours, Is.Empty);
            Assert.That(_memory.Sampled.Select(file => file.Path.Name), Is.EqualTo([JudgedArchive.NameAt(1)]));
            Assert.That(end.OldestUnverified, Is.Null);
        });
    }

    [Test]
    public async Task OldestUnverified_IsTheAgeOfTheHourThatWaitsLongest()
    {
        var archive = new JudgedArchive().Hour(Oldest, 2).Hour(Newest, 2);
        var request = new VerificationRequest { Budget = new() { Files = 2 } };
        var first = await archive.SumUpAsync(request, Context);
        Assert.That(first.OldestUnverified, Is.EqualTo(TimeSpan.FromHours(14)), "it was over at 10:00");
        _clock.Advance(TimeSpan.FromHours(5));
        Assert.That((await archive.SumUpAsync(request, Context)).OldestUnverified, Is.EqualTo(TimeSpan.FromHours(5)));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.That((await archive.SumUpAsync(request, Context)).OldestUnverified, Is.EqualTo(TimeSpan.FromHours(1)));
    }

    private async Task<List<string>> NextAsync(JudgedArchive archive, int files)
    {
        archive.Read.Clear();
        _clock.Advance(TimeSpan.FromDays(1));
        await archive.SumUpAsync(new() { Budget = new() { Files = files } }, Context);
        return HoursOf(archive);
    }

    private static List<string> HoursOf(JudgedArchive archive) => [.. archive.Read.Select(path => path.Split('/')[0]).Distinct()];

    private List<string> Corrupt => [.. _memory.At(Middle).Corrupt.Select(file => file.Path.Name)];
}
