using SegmentPipeline.Testing;

namespace SegmentPipeline.Verification.Tests.Graph;

/// <summary>What a verification reads, and how its figures add up.</summary>
internal sealed class VerificationTests
{
    private const string Hour = "2026-03-28T10";
    private const string Next = "2026-03-28T11";

    [Test]
    public async Task Verification_OfRightFiles_IsCompleteAndRight()
    {
        var end = await new JudgedArchive().Hour(Hour, 5).Hour(Next, 3).SumUpAsync();
        Assert.Multiple(() =>
        {
            Assert.That((end.Files, end.Checked, end.Right, end.Corrupt, end.NotChecked), Is.EqualTo((8, 8, 8, 0, 0)));
            Assert.That(end.Bytes, Is.EqualTo(8 * JudgedArchive.FileBytes));
            Assert.That((end.Complete, end.Outcome), Is.EqualTo((true, AuditOutcome.Success)));
            Assert.That(end.Bound!.CorruptAtMost, Is.Zero);
            Assert.That((end.Seed, end.Sampled, end.OldestUnverified), Is.EqualTo(((long?)null, (SampledFiles?)null, (TimeSpan?)null)));
        });
    }

    [Test]
    public async Task Verification_OfEachOutcome_AddsUp()
    {
        var archive = new JudgedArchive().Hour(Hour, 6)
            .Gives(Hour, JudgedArchive.NameAt(1), JudgedArchive.Corrupt())
            .Gives(Hour, JudgedArchive.NameAt(2), JudgedArchive.Unread(ReadingOutcome.Unreadable))
            .Gives(Hour, JudgedArchive.NameAt(4), JudgedArchive.Unread(ReadingOutcome.Vanished));
        var records = await archive.VerifyAsync();
        var end = (VerificationSummaryRecord)records[^1];
        Assert.Multiple(() =>
        {
            Assert.That(records.Select(VerificationWords.TypeOf),
                Is.EqualTo(["header", "corrupt", "unreadable", "vanished", "verification"]));
            Assert.That((end.Files, end.Right, end.Corrupt, end.Unreadable, end.Vanished, end.NotChecked), Is.EqualTo((6, 3, 1, 1, 1, 0)));
            Assert.That((end.Complete, end.Outcome, end.Bound), Is.EqualTo((false, AuditOutcome.Incomplete, (CorruptBound?)null)));
        });
    }

    [Test]
    public async Task Verification_OfACorruptFile_FailsUnlessToldOtherwise()
    {
        var archive = new JudgedArchive().Hour(Hour, 3).Gives(Hour, JudgedArchive.NameAt(0), JudgedArchive.Corrupt());
        Assert.Multiple(async () =>
        {
            Assert.That((await archive.SumUpAsync()).Outcome, Is.EqualTo(AuditOutcome.Findings));
            Assert.That((await archive.SumUpAsync(new() { FailOn = VerificationFailOn.None })).Outcome, Is.EqualTo(AuditOutcome.Success));
            Assert.That((await archive.SumUpAsync()).Bound!.CorruptAtMost, Is.EqualTo(1));
        });
    }

    [Test]
    public async Task Verification_OfAnEmptyWindow_Fails()
    {
        var request = new VerificationRequest { Start = Timestamp.Parse("2026-03-28T09"), End = Timestamp.Parse("2026-03-28T10") };
        var end = await new JudgedArchive().Hour(Hour, 3).SumUpAsync(request);
        Assert.That((end.Files, end.Outcome, end.Bound), Is.EqualTo((0, AuditOutcome.Failed, (CorruptBound?)null)));
    }

    [Test]
    public async Task Verification_ReadsSelectedAndSuperseded_AndNothingElse()
    {
        var archive = new JudgedArchive();
        var hour = archive.Tree.Hour(Hour);
        string[] others =
        [
            SegmentNames.Temporary("00:06"), ".hidden.ts", "00:08-2.0-full-bad.ts", "notes.txt", SegmentNames.Full("00:10", content: 9),
            Path.ChangeExtension(SegmentNames.Full("00:10", content: 9), ".tombstone"),
        ];
        foreach (var name in others) hour.File(name, 10);
        hour.File(SegmentNames.Full("00:00", content: 1), 10).File(SegmentNames.Full("00:00", content: 2), 20);
        var end = await archive.SumUpAsync();
        var selected = await archive.SumUpAsync(new() { OnlySelected = true });
        Assert.Multiple(() =>
        {
            Assert.That(archive.Read.Take(2), Is.EqualTo(
                [$"{Hour}/{SegmentNames.Full("00:00", content: 2)}", $"{Hour}/{SegmentNames.Full("00:00", content: 1)}"]));
            Assert.That(end.Files, Is.EqualTo(2));
            Assert.That(selected.Files, Is.EqualTo(1));
        });
    }

    [TestCase("2026-03-28T10:00:04", "2026-03-28T10:00:08", 2)]
    [TestCase("2026-03-28T10:00:03", "2026-03-28T10:00:08", 3)]
    [TestCase("2026-03-28T10:00:04", "2026-03-28T10:00:09", 3)]
    public async Task Verification_OfAWindow_ReadsWhatTouchesIt(string start, string end, int files)
    {
        var summary = await new JudgedArchive().Hour(Hour, 20)
            .SumUpAsync(new() { Start = Timestamp.Parse(start), End = Timestamp.Parse(end) });
        Assert.That(summary.Files, Is.EqualTo(files));
    }

    [TestCase("2026-03-28T10:02:09.999999", 4)]
    [TestCase("2026-03-28T10:02:10", 5)]
    public async Task Verification_OfWhatIsNotSettled_LeavesItOut(string now, int files)
    {
        var archive = new JudgedArchive { Now = Timestamp.Parse(now) }.Hour(Hour, 20);
        Assert.That((await archive.SumUpAsync()).Files, Is.EqualTo(files));
    }

    [Test]
    public async Task Verification_OfChannels_ReadsThese()
    {
        var archive = new JudgedArchive().Hour(Hour, 3, "a/q").Hour(Hour, 4, "b/q").Hour(Hour, 5, "b/r").Hour(Hour, 6, "emotes/q");
        Assert.Multiple(async () =>
        {
            Assert.That((await archive.SumUpAsync(new() { Channels = ["b"] })).Files, Is.EqualTo(9));
            Assert.That((await archive.SumUpAsync(new() { Qualities = ["q"] })).Files, Is.EqualTo(7));
            Assert.That((await archive.SumUpAsync(new() { Exclude = ["b/r"] })).Files, Is.EqualTo(13));
            Assert.That(() => archive.SumUpAsync(new() { Channels = ["x"] }), Throws.InstanceOf<StreamNotFoundException>());
        });
    }

    [Test]
    public async Task Verification_OfAnHourThatCannotBeListed_SaysSoAndGoesOn()
    {
        var archive = new JudgedArchive().Hour(Hour, 3).Hour(Next, 2);
        archive.Tree.Hour(Hour).Unreadable = "Input/output error";
        var records = await archive.VerifyAsync();
        var end = (VerificationSummaryRecord)records[^1];
        Assert.Multiple(() =>
        {
            Assert.That(records.OfType<UnreadableFileRecord>().Single().Path.ToString(), Is.EqualTo($"c/q/{Hour}"));
            Assert.That((end.Files, end.Checked, end.UnreadableDirectories), Is.EqualTo((2, 2, 1)));
            Assert.That((end.Complete, end.Outcome), Is.EqualTo((false, AuditOutcome.Incomplete)));
        });
    }

    [Test]
    public async Task Verification_OfAnEntryOfUnknownKind_CountsItAsUnreadable()
    {
        var archive = new JudgedArchive().Hour(Hour, 2);
        archive.Tree.Hour(Hour).Untold(SegmentNames.Full("05:00"), "no telling");
        var end = await archive.SumUpAsync();
        Assert.That((end.Files, end.Right, end.Unreadable, end.Outcome), Is.EqualTo((3, 2, 1, AuditOutcome.Incomplete)));
    }

    [Test]
    public void Verification_OfARequestThatBreaksRules_NamesAllOfThem()
    {
        var request = new VerificationRequest
        {
            Sample = SampleSize.FromFiles(0),
            BytesPerSecond = 0,
            Budget = new() { Files = 0 },
            Level = (VerificationLevel)9,
        };
        Assert.That(
            () => new JudgedArchive().Hour(Hour, 1).VerifyAsync(request, new() { Parallelism = 0 }),
            Throws.ArgumentException.With.Message.Contains("sample").And.Message.Contains("rate").And.Message.Contains("budget")
                .And.Message.Contains("level").And.Message.Contains("parallelism"));
    }
}
