using SegmentPipeline.Replicas.Tests.Comparing;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Replicas.Tests.Filling;

/// <summary>Filling made-up copies from each other, in all directions, until they have the same.</summary>
internal sealed class FillTests
{
    private const int SeedsOfACase = 25;
    private const int HttpEvery = 10;

    private readonly CaseFloor _simple = new(100);
    private readonly CaseFloor _withdrawn = new(50);

    private static IEnumerable<int> Batches => Enumerable.Range(0, 24);

    [TestCaseSource(nameof(Batches))]
    public async Task Fill_OfMadeUpCopiesFromEachOther_GivesAllTheSame(int batch)
    {
        foreach (var seed in Seeds.InARow(SeedsOfACase).Select(seed => seed + batch * SeedsOfACase))
        {
            using var faked = FakedCopies.Make(seed);
            await using var opened = await OpenedCopies.OpenAsync(faked, isOverHttp: seed % HttpEvery == 0);
            var before = Read(faked);
            // Twice: the first learns of what others have got from each other.
            for (var round = 0; round < 2; round++)
            {
                for (var copy = 0; copy < faked.Roots.Count; copy++) await FillAsync(faked, opened, copy);
            }

            CheckEnd(faked, before);
        }
    }

    [Test]
    [DependsOnTest(nameof(Fill_OfMadeUpCopiesFromEachOther_GivesAllTheSame))]
    public void Copies_WithoutTwinsAndTombstones_AreFilledOften() => _simple.Verify();

    [Test]
    [DependsOnTest(nameof(Fill_OfMadeUpCopiesFromEachOther_GivesAllTheSame))]
    public void Holes_ThatOnlyWithdrawnSegmentsCover_AreMetOften() => _withdrawn.Verify();

    private async Task FillAsync(FakedCopies faked, OpenedCopies opened, int copy)
    {
        var before = Read(faked);
        var order = OthersBehind(copy, before);
        var request = new FillRequest { Copies = faked.Request, Synchronize = false, FailsOn = FillFailure.None };
        var records = new List<CopyRecord>();
        await foreach (var record in opened.Archives[copy].FillAsync(opened.ReplicasOf(copy), request)) records.Add(record);

        var (seed, end) = ($"seed {faked.Seed}, copy {copy}", (FilledRecord)records[^1]);
        var after = CopyOnDisk.Read(faked.Roots[copy]);
        CheckUntouched(before[copy], after, seed);
        var added = after.Files.Keys.Except(before[copy].Files.Keys).ToList();
        var (tombstones, segments) = (added.FindAll(IsTombstone), added.FindAll(path => !IsTombstone(path)));
        // Tombstones come first; they may withdraw the twin of what another copy has.
        var sets = new NaiveComparison([before[copy].With(tombstones), .. order.Skip(1)], faked.Request);
        var missing = Enumerable.Range(1, order.Count - 1).SelectMany(there => sets.AllMissing(0, there)).Distinct().ToHashSet();
        Assert.That(segments, Is.SubsetOf(missing), $"{seed}: only what is missing comes");
        Assert.That(end.Published, Is.EqualTo(segments.Count), seed);
        Assert.That(end.Tombstones, Is.EqualTo(tombstones.Count), seed);
        Assert.That((end.Mismatches, end.Unfillable, end.Complete, end.Exit), Is.EqualTo((0L, 0L, true, 0)), seed);
        Assert.That(end.Bytes, Is.EqualTo(segments.Sum(path => after.Files[path].Content.Length / 2)), seed);
        CheckAdded(order, sets, added, after, seed);
        var now = new NaiveComparison([after, .. order.Skip(1)], faked.Request);
        Assert.That(missing.Where(path => !now.HasOrHasTwin(0, path)), Is.Empty, $"{seed}: all that is missing comes");
        await CheckNothingFillableAsync(faked, opened, copy);
    }

    /// <summary>After a pass in which nothing failed, no hole is told to be fillable: what only withdrawn segments cover is not.</summary>
    private async Task CheckNothingFillableAsync(FakedCopies faked, OpenedCopies opened, int copy)
    {
        var request = faked.Request;
        var isSettled = request.TimeProvider.GetUtcNow() >= FixedTimeProvider.FarAfter.GetUtcNow();
        if (!(faked.IsSimple || faked.HasOnlyTombstones) || request.Start is not null || request.End is not null || !isSettled) return;
        var verdicts = new List<VerdictRecord>();
        await foreach (var record in opened.Archives[copy].CompareAsync(opened.ReplicasOf(copy), request))
            if (record is VerdictRecord verdict) verdicts.Add(verdict);
        var fillable = verdicts.SelectMany(verdict => verdict.Parts).Where(part => part.Verdict == HoleVerdict.Fillable);
        Assert.That(fillable, Is.Empty, $"seed {faked.Seed}, copy {copy}: nothing is fillable any more");

        // Others have what covers these holes, withdrawn as it is by somebody else.
        var copies = OthersBehind(copy, Read(faked));
        if (verdicts.Exists(verdict => copies.Exists(other => IsCoveredByItself(other, verdict, request)))) _withdrawn.Count();
    }

    private static bool IsCoveredByItself(CopyOnDisk copy, VerdictRecord verdict, CompareRequest request)
    {
        var (stream, hole) = ($"{verdict.Stream}", verdict.Hole);
        if (!copy.Streams.Contains(stream)) return false;
        var missing = new NaiveVerdicts([copy], request).HolesOf(0, stream, hole.Start, hole.End, isThere: true);
        return missing.Sum(range => range.End - range.Start) < hole.Microseconds;
    }

    private static void CheckUntouched(CopyOnDisk before, CopyOnDisk after, string seed)
    {
        foreach (var (path, file) in before.Files) Assert.That(after.Files[path], Is.EqualTo(file), $"{seed}: {path} stays as it was");
        Assert.That(before.Directories.IsSubsetOf(after.Directories), Is.True, seed);
        Assert.That(after.Directories.Where(path => path.Contains("/.", StringComparison.Ordinal)), Is.Empty, $"{seed}: leftovers");
    }

    /// <summary>What was added is what another copy has, to the byte, and nothing that is withdrawn.</summary>
    private static void CheckAdded(
        IReadOnlyList<CopyOnDisk> copies,
        NaiveComparison sets,
        List<string> added,
        CopyOnDisk after,
        string seed)
    {
        foreach (var path in added)
        {
            var givers = copies.Skip(1).Select(copy => copy.Files.GetValueOrDefault(path)?.Content).OfType<string>();
            Assert.That(givers, Does.Contain(after.Files[path].Content), $"{seed}: {path} is what a copy has");
            var parts = path.Split('/');
            if (IsTombstone(path)) continue;
            var withdrawn = sets.Withdrawn($"{parts[0]}/{parts[1]}", parts[2]);
            Assert.That(withdrawn, Does.Not.Contain(parts[3][..^3]), $"{seed}: {path} is withdrawn");
        }
    }

    private void CheckEnd(FakedCopies faked, List<CopyOnDisk> before)
    {
        var after = Read(faked);
        var sets = new NaiveComparison(after, faked.Request);
        foreach (var here in Enumerable.Range(0, after.Count))
        {
            foreach (var there in Enumerable.Range(0, after.Count))
                Assert.That(sets.AllMissing(here, there), Is.Empty, $"seed {faked.Seed}: {here} lacks nothing of {there}");
        }

        if (!faked.IsSimple) return;
        foreach (var stream in sets.Streams) CheckSame(faked, before, after, stream);
        _simple.Count();
    }

    /// <summary>The same names, and as holes those that all copies had.</summary>
    private static void CheckSame(FakedCopies faked, List<CopyOnDisk> before, List<CopyOnDisk> after, string stream)
    {
        var sets = new NaiveComparison(after, faked.Request);
        var settled = Timestamp.FromDateTimeOffset(faked.Request.TimeProvider.GetUtcNow() - faked.Request.Settle);
        if (settled >= Timestamp.Parse("2099-01-01T00"))
        {
            foreach (var (hour, copy) in sets.HoursOf(0, stream).SelectMany(hour => after.Select((_, copy) => (hour, copy))))
            {
                Assert.That(
                    sets.NamesOf(copy, stream, hour),
                    Is.EquivalentTo(sets.NamesOf(0, stream, hour)),
                    $"seed {faked.Seed}: {stream}/{hour}");
            }
        }

        if (faked.Request.Start is not null || faked.Request.End is not null || settled < Timestamp.Parse("2099-01-01T00")) return;
        var (then, now) = (new NaiveVerdicts(before, faked.Request), new NaiveVerdicts(after, faked.Request));
        var all = after.SelectMany(copy => copy.HoursOf(stream)).Select(hour => Timestamp.Parse(hour)).ToList();
        if (all.Count == 0) return;
        var (start, end) = (all.Min(), all.Max().AddMicroseconds(Timestamp.MicrosecondsPerHour));
        var intersection = Enumerable.Range(0, before.Count)
            .Select(copy => then.HolesOf(copy, stream, start, end, isThere: before[copy].Streams.Contains(stream)))
            .Aggregate(Intersect)
            // Less is contiguous once its neighbours are there.
            .Where(range => range.End - range.Start > (long)faked.Request.Tolerance.TotalMicroseconds);
        for (var copy = 0; copy < after.Count; copy++)
        {
            var holes = now.HolesOf(copy, stream, start, end, isThere: after[copy].Streams.Contains(stream));
            Assert.That(holes, Is.EqualTo(intersection), $"seed {faked.Seed}: holes of {stream} in copy {copy}");
        }
    }

    private static IReadOnlyList<(long Start, long End)> Intersect(
        IReadOnlyList<(long Start, long End)> left,
        IReadOnlyList<(long Start, long End)> right) =>
        [.. from one in left
            from other in right
            let start = Math.Max(one.Start, other.Start)
            let end = Math.Min(one.End, other.End)
            where start < end
            select (start, end)];

    private static List<CopyOnDisk> Read(FakedCopies faked) => [.. faked.Roots.Select(CopyOnDisk.Read)];

    private static List<CopyOnDisk> OthersBehind(int copy, List<CopyOnDisk> all) =>
        [all[copy], .. all.Where((_, at) => at != copy)];

    private static bool IsTombstone(string path) => path.EndsWith(".tombstone", StringComparison.Ordinal);
}
