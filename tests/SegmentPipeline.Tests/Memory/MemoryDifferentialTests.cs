using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Memory;

/// <summary>Audits that remember hours against audits that read everything: the same records, whatever was remembered and whatever has
/// changed since.</summary>
internal sealed class MemoryDifferentialTests
{
    private readonly CaseFloor _recalled = new(5_000);

    private static IEnumerable<int> Archives => Seeds.InARow(1_000);

    /// <summary>Audits the archive over and over: other windows, other tolerances, entries added and removed in between.</summary>
    [TestCaseSource(nameof(Archives))]
    public async Task Audit_HoursRemembered_GivesTheRecordsOfAFullAudit(int seed)
    {
        var faked = ArchiveFaker.WithFaults(seed);
        var random = new Random(seed);
        var reader = new InMemoryReader(faked.Tree) { MakesWait = seed % 2 == 0 };
        await using var opened = OpenedArchive.Open(reader, faked.Now);
        var memory = new DictionaryMemory();
        var progress = new LastProgress();
        for (var round = 0; round < 6; round++)
        {
            var request = RequestOf(faked, random, round) with { IncludeHours = random.Next(2) == 0 };
            var context = new AuditContext { Parallelism = random.Next(1, 4) };
            var full = await Records(opened.Archive, request, context);
            var remembering = await Records(opened.Archive, request, context with { Memory = memory, Progress = progress });
            if (RecordDifference.Between(full, remembering) is { } difference)
                Assert.Fail(
                    $"round {round}, window {request.Start} – {request.End}, tolerance {request.ToleranceMicroseconds}: {difference}\n{faked}"
                );
            _recalled.Count(progress.Last.HoursRecalled);
            if (random.Next(3) == 0) reader.Change(tree => Edit(tree, random));
            memory.IsDue = hour => hour.SinceEpoch % 3 == random.Next(3);
        }
    }

    [Test]
    [DependsOnTest(nameof(Audit_HoursRemembered_GivesTheRecordsOfAFullAudit))]
    public void Hours_ThatWereRecalled_AreMany() => _recalled.Verify();

    private static AuditRequest RequestOf(FakedArchive faked, Random random, int round)
    {
        if (round < 2) return faked.Request;
        var range = faked.Ranges[random.Next(faked.Ranges.Count)];
        return random.Next(4) switch
        {
            0 => faked.Request,
            1 => faked.Request with { Start = null, End = null },
            2 => faked.Request with { Start = range.Start, End = Timestamp.Max(range.Start, range.End) },
            _ => faked.Request with
            {
                Start = range.Start,
                End = null,
                Tolerance = round == 5 ? TimeSpan.FromSeconds(1) : faked.Request.Tolerance,
            },
        };
    }

    private static void Edit(ArchiveTree tree, Random random)
    {
        var hours = (from channel in tree.Root.Entries
                     where channel.Directory is not null
                     from quality in channel.Directory!.Entries
                     where quality.Directory is not null
                     from hour in quality.Directory!.Entries
                     where hour.Directory is { Unreadable: null, GoneWhenListed: false }
                     select hour.Directory!).ToList();
        if (hours.Count == 0) return;
        var edited = hours[random.Next(hours.Count)];
        if (edited.Entries.Count > 0 && random.Next(2) == 0) edited.Remove(edited.Entries[random.Next(edited.Entries.Count)].RawName);
        else
            edited.File(
                SegmentNames.Full(
                    $"{random.Next(60):D2}:{random.Next(60):D2}",
                    random.Next(2) == 0 ? "2.0" : "900.5",
                    content: random.Next()));
    }

    private static async Task<List<AuditRecord>> Records(SegmentArchive archive, AuditRequest request, AuditContext context)
    {
        var records = new List<AuditRecord>();
        try
        {
            await foreach (var record in archive.AuditAsync(request, context)) records.Add(ComparableRecords.Of(record));
        }
        catch (AuditFailedException failure)
        {
            // A window may ask for hours of an archive that has none left; both audits must say so.
            records.Add(new StrayFinding { Path = ArchivePath.Root, Cause = failure.Message });
        }

        return records;
    }

    private sealed class LastProgress : IProgress<AuditProgress>
    {
        internal AuditProgress Last { get; private set; }

        public void Report(AuditProgress value) => Last = value;
    }
}
