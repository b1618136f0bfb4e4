using System.Text;

namespace SegmentPipeline.Ledger.Tests;

/// <summary>What audits say of files that verifications have found corrupt, or right again, since the last complete audit.</summary>
internal sealed class CorruptDeltaTests : VerifiedHours
{
    [Test]
    public async Task CorruptFile_ThatIsNew_IsCorruptedOnce()
    {
        await Room.RunAsync();
        Verify(Corrupt(7, 40), Corrupt(5, 30));

        var night = await Room.RunAsync();

        Assert.That(Lines(night), Is.EqualTo(["Corrupted 05:30  selected hash", "Corrupted 07:40  selected hash"]));
        var first = night.Deltas[0];
        Assert.That(
            (first.Stream, first.Class, first.Range, first.Previous, first.VanishedFiles),
            Is.EqualTo((Stream, (CoverageClass?)null, Corrupt(5, 30).Range, (TimeRange?)null, 0L)));
        Assert.That((LastRun().Deltas.Corrupted, LastRun().Deltas.Mended), Is.EqualTo((2L, 0L)));
        Assert.That(Lines(await Room.RunAsync()), Is.Empty);
        Assert.That((LastRun().Deltas.Corrupted, LastRun().Deltas.Mended), Is.EqualTo((0L, 0L)));
    }

    [Test]
    public async Task FirstAudit_OfCorruptFiles_HasNothingToCompareThemWith()
    {
        Verify(Corrupt(5, 30));

        var night = await Room.RunAsync();

        Assert.That(night.Deltas, Is.Empty);
        Assert.That(night.Summary.Outcome, Is.EqualTo(AuditOutcome.Findings));
    }

    [Test]
    public async Task CorruptFile_ThatIsVerifiedRight_IsMended()
    {
        await KnowAsync(Corrupt(5, 30));
        Verify();

        var night = await Room.RunAsync();

        Assert.That(Lines(night), Is.EqualTo(["Mended 05:30 Verified selected hash"]));
        Assert.That((LastRun().Deltas.Corrupted, LastRun().Deltas.Mended), Is.EqualTo((0L, 1L)));
        Assert.That(night.Summary.Outcome, Is.Not.EqualTo(AuditOutcome.CoverageLost));
        Assert.That(Lines(await Room.RunAsync()), Is.Empty);
    }

    [Test]
    public async Task CorruptFile_ThatIsGone_IsMendedBeforeAndAfterTheNextVerification([Values] bool isVerified)
    {
        await KnowAsync(Corrupt(5, 30));
        Room.Remove(HourName(5), 30, 32);
        if (isVerified) Verify();

        Assert.That(Lines(await Room.RunAsync()), Does.Contain("Mended 05:30 Gone selected hash"));
    }

    [Test]
    public async Task CorruptFile_ThatWasReplacedAndVerified_NamesTheReplica()
    {
        await KnowAsync(Corrupt(5, 30), Corrupt(5, 40));
        using (var ledger = Room.Open()) ledger.RecordFill(Replacing("node2", Corrupt(5, 30)));
        Assert.That(Lines(await Room.RunAsync()), Is.Empty, "nobody has looked at it yet");
        Verify(Corrupt(5, 40));

        var night = await Room.RunAsync();

        Assert.That(Lines(night), Is.EqualTo(["Mended 05:30 Replaced selected hash"]));
        Assert.That(night.Deltas.Single().Replicas, Is.EqualTo(["node2"]));
    }

    [Test]
    public void ReplacedFile_StandsInTheLedgerAndInTheRun()
    {
        Verify(Corrupt(5, 30), Corrupt(5, 40));
        using var ledger = Room.Open();

        ledger.RecordFill(Replacing("node2", Corrupt(5, 40)));

        Assert.That(ledger.Runs(1)[0].Fill!.Replaced, Is.EqualTo(1));
        Assert.That(
            ledger.CorruptFiles().Select(corrupt => (corrupt.Replaced, corrupt.ReplacedFrom)),
            Is.EqualTo(((Timestamp?, string?)[])[(null, null), (Room.Now, "node2")]));
    }

    [Test]
    public async Task CorruptedSegment_IsALossIfItIsSelected([Values("full", "suspect")] string type)
    {
        Room.Segments(HourName(5), 30, 32, type: "suspect");
        await Room.RunAsync();
        Verify(Corrupt(5, 30, type));

        var night = await Room.RunAsync(new AuditRequest { FailOn = FailOn.None });

        Assert.That(Lines(night), Is.EqualTo([$"Corrupted 05:30  {(type == "full" ? "selected" : "superseded")} hash"]));
        Assert.That(night.Summary.Outcome, Is.EqualTo(type == "full" ? AuditOutcome.CoverageLost : AuditOutcome.Success));
    }

    [Test]
    public async Task FileBesideTheWindow_IsNeitherCorruptedNorMended()
    {
        await KnowAsync(Corrupt(5, 30));
        Verify(Corrupt(7, 40));
        var window = new AuditRequest { Start = Timestamp.Parse("2026-03-28T06"), End = Timestamp.Parse("2026-03-28T07") };

        Assert.That(Lines(await Room.RunAsync(window)), Is.Empty);
        Assert.That(
            Lines(await Room.RunAsync()), Is.EqualTo(["Corrupted 07:40  selected hash", "Mended 05:30 Verified selected hash"]));
    }

    [Test]
    public async Task AuditThatWasCutShort_LeavesWhatThereIsToTellToTheNext()
    {
        await KnowAsync(Corrupt(5, 30));
        Verify(Corrupt(7, 40));
        for (var i = 0; i < Hours; i++) Room.Remove(HourName(i), 20, 22);
        Room.Options = new AuditLedgerOptions { Budget = TimeSpan.Zero };
        Assert.That(Lines(await Room.RunAsync(context: LedgerRoom.HourByHour)), Is.Empty);
        Assert.That(LastRun().Status, Is.EqualTo(LedgerRunStatus.Budget));
        Room.Options = new AuditLedgerOptions();

        Assert.That(
            Lines(await Room.RunAsync()), Is.EqualTo(["Corrupted 07:40  selected hash", "Mended 05:30 Verified selected hash"]));
    }

    [Test]
    public async Task Differences_AreTheSame_WhetherHoursAreRecalledOrRead()
    {
        await KnowAsync(Corrupt(5, 30));
        Verify(Corrupt(7, 40));
        File.Copy(Room.Ledger, Path.Combine(Room.Home, "copy.db"));
        var recalled = await Room.RunAsync();
        Assert.That(LastRun().HoursRecalled, Is.EqualTo(Hours - 1));
        File.Move(Path.Combine(Room.Home, "copy.db"), Room.Ledger, overwrite: true);
        foreach (var side in (string[])["-wal", "-shm"]) File.Delete(Room.Ledger + side);
        for (var i = 0; i < Hours; i++)
        {
            // The directory is another one then, with the names that it had.
            var passing = Room.Archive.PathOf("c", "q", HourName(i), "passing");
            await File.WriteAllTextAsync(passing, "");
            File.Delete(passing);
        }

        var read = await Room.RunAsync();

        Assert.That(LastRun().HoursRecalled, Is.Zero);
        Assert.That(await BytesAsync(read), Is.EqualTo(await BytesAsync(recalled)));
        Assert.That(await BytesAsync(read), Does.Contain("\"change\":\"mended\"").And.Contain("\"change\":\"corrupted\""));
    }

    /// <summary>Audits, finds these corrupt, and audits again.</summary>
    private async Task KnowAsync(params CorruptFile[] corrupt)
    {
        await Room.RunAsync();
        Verify(corrupt);
        await Room.RunAsync();
    }

    private FinishedFill Replacing(string replica, CorruptFile file) => new()
    {
        Started = Room.Now,
        Ended = Room.Now,
        Status = LedgerRunStatus.Complete,
        Figures = new LedgerFill
        {
            Replaced = 1,
            ReplacedFiles = [new LedgerReplacedFile { Path = file.Path, Replica = replica }],
        },
    };

    private static string[] Lines(Night night) => [.. night.Deltas.Where(delta => delta.File is not null).Select(delta =>
    {
        var file = delta.File!;
        var causes = string.Join('+', file.Causes.Select(cause => cause.Cause.ToString().ToLowerInvariant()));
        var start = delta.Range.Start.ToString();
        return $"{delta.Change} {start[11..13]}:{start[17..19]} {delta.Mending} {(file.IsSelected ? "selected" : "superseded")} {causes}";
    })];

    private static async Task<string> BytesAsync(Night night)
    {
        using var bytes = new MemoryStream();
        var writer = new NdjsonRecordWriter(bytes, RecordFields.Deterministic);
        foreach (var record in night.Records) await writer.WriteAsync(record);
        await writer.CompleteAsync();
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
