using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Memory;

/// <summary>Audits that remember hours against audits that read everything: the same records, whatever was remembered and whatever has
/// changed since.</summary>
internal sealed class MemoryDifferentialTests
{
    private const int SeedsEach = 100;
    private const int Batches = 10;
    private static readonly int FirstSeed = TestContext.Parameters.Get("firstSeed", 1);

    private static IEnumerable<int> FirstSeeds() => Enumerable.Range(0, Batches).Select(batch => FirstSeed + batch * SeedsEach);

    [TestCaseSource(nameof(FirstSeeds))]
    public async Task Audit_HoursRemembered_GivesTheRecordsOfAFullAudit(int firstSeed)
    {
        var recalled = 0L;
        for (var seed = firstSeed; seed < firstSeed + SeedsEach; seed++) recalled += await Compare(ArchiveFaker.WithFaults(seed), seed);
        Assert.That(recalled, Is.GreaterThan(SeedsEach), "hardly an hour was ever recalled: the comparison compares nothing");
    }

    /// <summary>Audits the archive over and over: other windows, other tolerances, entries added and removed in between.</summary>
    /// <returns>How many hours were recalled.</returns>
    private static async Task<long> Compare(FakedArchive faked, int seed)
    {
        if (!new NaiveAudit(faked.Tree, faked.Request, faked.Now).IsArchive) return 0;
        var random = new Random(seed);
        var reader = new InMemoryReader(faked.Tree) { MakesWait = seed % 2 == 0 };
        await using var opened = OpenedArchive.Open(reader, faked.Now);
        var memory = new DictionaryMemory();
        var progress = new LastProgress();
        var recalled = 0L;
        for (var round = 0; round < 6; round++)
        {
            var request = RequestOf(faked, random, round) with { IncludeHours = random.Next(2) == 0 };
            var context = new AuditContext { Parallelism = random.Next(1, 4) };
            var full = await Records(opened.Archive, request, context);
            var remembering = await Records(opened.Archive, request, context with { Memory = memory, Progress = progress });
            if (RecordDifference.Between(full, remembering) is { } difference)
                Assert.Fail($"round {round}, window {request.Start} – {request.End}, tolerance {request.ToleranceMicroseconds}: {difference}\n{faked}");
            recalled += progress.Last.HoursRecalled;
            if (random.Next(3) == 0) reader.Change(tree => Edit(tree, random));
            memory.IsDue = hour => hour.SinceEpoch % 3 == random.Next(3);
        }

        return recalled;
    }

    private static AuditRequest RequestOf(FakedArchive faked, Random random, int round)
    {
        if (round < 2) return faked.Request;
        var range = faked.Ranges[random.Next(faked.Ranges.Count)];
        return random.Next(4) switch
        {
            0 => faked.Request,
            1 => faked.Request with { Start = null, End = null },
            2 => faked.Request with { Start = range.Start, End = Timestamp.Max(range.Start, range.End) },
            _ => faked.Request with { Start = range.Start, End = null, Tolerance = round == 5 ? TimeSpan.FromSeconds(1) : faked.Request.Tolerance },
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
        else edited.File(SegmentNames.Full($"{random.Next(60):D2}:{random.Next(60):D2}", random.Next(2) == 0 ? "2.0" : "900.5", content: random.Next()));
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
            records.Add(new StrayFinding { Path = "", Cause = failure.Message });
        }

        return records;
    }

    private sealed class LastProgress : IProgress<AuditProgress>
    {
        internal AuditProgress Last { get; private set; }

        public void Report(AuditProgress value) => Last = value;
    }
}
