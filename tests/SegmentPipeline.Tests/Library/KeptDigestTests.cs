using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Library;

/// <summary>An audit may keep the digests of the names that it lists: they are those that a listing would give, as long as nothing has
/// changed, and cost none.</summary>
internal sealed class KeptDigestTests
{
    private static readonly AuditContext Keeping = new() { KeepsDigests = true };

    private static IEnumerable<int> SomeSeeds => Seeds.InARow(40);

    [TestCaseSource(nameof(SomeSeeds))]
    public async Task Digests_KeptOfMadeUpArchives_AreThoseOfListings(int seed)
    {
        var faked = ArchiveFaker.ForDisk(seed);
        foreach (var kind in (ReaderKind[])[ReaderKind.InMemory, ReaderKind.Linux])
        {
            if (kind == ReaderKind.Linux && !OperatingSystem.IsLinux()) continue;
            await using var opened = OpenedArchive.Open(faked.Tree, kind);
            await using var other = OpenedArchive.Open(faked.Tree, kind);
            foreach (var stream in await AuditedStreamsAsync(opened.Archive, faked.Request))
            {
                foreach (var hour in (await opened.Archive.ListHoursAsync(stream)).Items)
                    await CheckAsync(opened.Archive, other.Archive, stream, hour, faked.ToString());
            }
        }
    }

    [Test]
    public async Task Digest_KeptByAnAudit_CostsNoListingAndIsRefusedOnceTheDirectoryHasChanged()
    {
        var reader = new InMemoryReader(RegularArchive.Of(2));
        await using var opened = OpenedArchive.Open(reader);
        await AuditAsync(opened.Archive, new AuditRequest());
        var (stream, hour) = (RegularArchive.Stream, RegularArchive.Start.Hour);

        var kept = await opened.Archive.FindHourSummaryAsync(stream, hour);
        var digest = await opened.Archive.GetHourDigestAsync(stream, hour);

        Assert.That(kept?.SegmentCount, Is.EqualTo(3));
        Assert.That(kept?.Digest, Is.EqualTo(digest));
        Assert.That(kept?.Digest.EntryCount, Is.EqualTo(4));
        Assert.That(reader.Listings[RegularArchive.PathOf(0)], Is.EqualTo(1));
        reader.Change(tree => tree.Hour("2026-03-28T00").File(SegmentNames.Full("00:02")));
        Assert.That(await opened.Archive.FindHourSummaryAsync(stream, hour), Is.Null);
        Assert.That(await opened.Archive.FindHourSummaryAsync(stream, hour.Next), Is.Not.Null);
        Assert.That(await opened.Archive.GetHourDigestAsync(stream, hour), Is.Not.EqualTo(digest));
    }

    /// <summary>The stamp is asked for before the listing, so what comes between both shows.</summary>
    [Test]
    public async Task Digest_OfADirectoryThatChangesBetweenItsStampAndItsListing_IsRefused()
    {
        InMemoryReader? reader = null;
        reader = new InMemoryReader(RegularArchive.Of(1))
        {
            BeforeListing = (path, _) =>
            {
                if (path == RegularArchive.PathOf(0)) reader!.Change(tree => tree.Hour("2026-03-28T00").File(SegmentNames.Full("00:02")));
            },
        };
        await using var opened = OpenedArchive.Open(reader);

        await AuditAsync(opened.Archive, new AuditRequest());

        Assert.That(await opened.Archive.FindHourSummaryAsync(RegularArchive.Stream, RegularArchive.Start.Hour), Is.Null);
    }

    [Test]
    public async Task Digest_WhereNobodyAskedForIt_IsNotKept()
    {
        await using var opened = OpenedArchive.Open(RegularArchive.Of(1), ReaderKind.InMemory);

        await opened.Archive.AuditToReportAsync(new AuditRequest());

        Assert.That(await opened.Archive.FindHourSummaryAsync(RegularArchive.Stream, RegularArchive.Start.Hour), Is.Null);
    }

    [TestCase(2, false)]
    [TestCase(3, true)]
    [Platform("Linux")]
    public async Task Digest_OfADirectoryThatChangedSoManySecondsBefore_IsKept(int seconds, bool isKept)
    {
        using var archive = ArchiveBuilder.Of(RegularArchive.Of(1));
        var (stream, hour) = (RegularArchive.Stream, RegularArchive.Start.Hour);
        await using var opened = SegmentArchive.Open(archive.Root);
        var changed = new DateTimeOffset(Directory.GetLastWriteTimeUtc(archive.PathOf("c", "q", $"{hour}"))).ToUnixTimeSeconds();
        var now = new FixedTimeProvider(new Timestamp((changed + seconds) * Timestamp.MicrosecondsPerSecond));

        await opened.AuditToReportAsync(new AuditRequest(), Keeping with { TimeProvider = now });

        Assert.That(await opened.FindHourSummaryAsync(stream, hour), isKept ? Is.Not.Null : Is.Null);
    }

    /// <summary>What a link leads to may vanish while its directory stays as it is.</summary>
    [Test]
    [Platform("Linux")]
    public async Task Digest_OfAnHourWithALink_FollowsWhatTheLinkLeadsTo([Values] bool isKeptByAnAudit)
    {
        using var archive = ArchiveBuilder.Of(RegularArchive.Of(1));
        var (stream, hour) = (RegularArchive.Stream, RegularArchive.Start.Hour);
        var target = Path.Combine(archive.Root, ".target");
        await File.WriteAllTextAsync(target, "there");
        File.CreateSymbolicLink(archive.PathOf("c", "q", $"{hour}", SegmentNames.Full("00:02")), target);
        var options = new SegmentArchiveOptions { TimeProvider = FixedTimeProvider.FarAfter };
        await using var opened = SegmentArchive.Open(archive.Root, options);
        if (isKeptByAnAudit) await AuditAsync(opened, new AuditRequest());
        var before = await opened.GetHourDigestAsync(stream, hour);

        File.Delete(target);
        var after = await opened.GetHourDigestAsync(stream, hour);

        Assert.That((before?.EntryCount, after?.EntryCount), Is.EqualTo((5, 4)));
    }

    private static Task<AuditReport> AuditAsync(SegmentArchive archive, AuditRequest request) =>
        archive.AuditToReportAsync(request, Keeping with { TimeProvider = FixedTimeProvider.FarAfter });

    /// <summary>The streams of an audit; none if there is nothing that could be audited.</summary>
    private static async Task<IReadOnlyList<StreamId>> AuditedStreamsAsync(SegmentArchive archive, AuditRequest request)
    {
        try
        {
            return [.. (await AuditAsync(archive, request)).Streams.Select(stream => stream.Stream)];
        }
        catch (AuditFailedException)
        {
            return [];
        }
    }

    private static async Task CheckAsync(SegmentArchive archive, SegmentArchive other, StreamId stream, Hour hour, string context)
    {
        if (await archive.FindHourSummaryAsync(stream, hour) is not { } kept) return;
        var names = await other.ListHourNamesAsync(stream, hour);
        var segments = names.Files.Count(name => SegmentName.TryParse(name, out var segment) && segment.Kind != SegmentKind.Temporary);
        Assert.That(kept.Digest, Is.EqualTo(HourNamesDigest.FromNames(names.GetAll())), $"{stream}/{hour} of {context}");
        Assert.That(kept.SegmentCount, Is.EqualTo(segments), $"{stream}/{hour} of {context}");
    }
}
