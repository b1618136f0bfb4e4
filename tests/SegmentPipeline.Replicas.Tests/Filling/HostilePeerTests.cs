using SegmentPipeline.Replicas.Tests.Http;

namespace SegmentPipeline.Replicas.Tests.Filling;

/// <summary>Nodes that answer as no honest node does: each is told of, nothing is harmed, and another copy gives all that it has.</summary>
internal sealed class HostilePeerTests
{
    private static readonly string[] Listings = ["/files", "/files/c", "/files/c/q", "/files/c/q/2026-03-28T11?tombstones=true"];

    private static IEnumerable<TestCaseData> ListingCases =>
        from target in Listings
        from answer in HostileAnswer.ToListings.Concat(HostileAnswer.Names)
            // What the names of channels may be is not for a node to fear: a dot is passed over.
        select new TestCaseData(target, answer).SetArgDisplayNames(target, answer.Name);

    private static IEnumerable<TestCaseData> DigestCases =>
        HostileAnswer.ToListings.Select(answer => new TestCaseData(answer).SetArgDisplayNames(answer.Name));

    private static IEnumerable<TestCaseData> FileCases => HostileAnswer.ToAnything
        .Append(new HostileAnswer("404", "any more", (_, stream, _) => RawNode.WriteAsync(stream, "404 Not Found", default)))
        .Append(new HostileAnswer("what is packed", "packed a file", (_, stream, _) =>
            RawNode.WriteAsync(stream, "200 OK\r\nContent-Encoding: gzip", new byte[100])))
        .Select(answer => new TestCaseData(answer).SetArgDisplayNames(answer.Name));

    private static IEnumerable<TestCaseData> ContentCases =>
    [
        new TestCaseData((Func<byte[], byte[]>)(content => content[..^1])).SetArgDisplayNames("a byte less"),
        new TestCaseData((Func<byte[], byte[]>)(content => [.. content, 0])).SetArgDisplayNames("a byte more"),
        new TestCaseData((Func<byte[], byte[]>)(_ => [])).SetArgDisplayNames("nothing"),
        new TestCaseData((Func<byte[], byte[]>)(content => [.. content[..^1], (byte)(content[^1] ^ 1)])).SetArgDisplayNames("another bit"),
    ];

    [TestCaseSource(nameof(ListingCases))]
    public async Task Listing_ThatIsHostile_IsToldOfAndKeepsNobodyFromGiving(string target, object answer)
    {
        var hostile = (HostileAnswer)answer;
        await using var here = new LackingArchive();
        await using var node = HostileAt(here, question => question.Target == target, hostile);
        var bad = here.Peer("bad", node.Address, hostile.Bounds);

        var compared = await here.CompareAsync(bad);
        var filled = await here.FillAsync(bad, here.Good());

        Assert.That(((ComparedRecord)compared[^1]).Complete, Is.False);
        var cause = compared.OfType<ReplicaRecord>().Single().Cause;
        Assert.That(cause, Is.Not.Null.And.Contain(hostile.Cause));
        Assert.That(((FilledRecord)filled[^1]).Complete, Is.False);
        Assert.That(((FilledRecord)filled[^1]).Exit, Is.EqualTo(3));
        here.Check(here.Missing);
    }

    [TestCaseSource(nameof(DigestCases))]
    public async Task Digests_ThatAreHostile_AreNone(object answer)
    {
        await using var here = new LackingArchive();
        var hostile = (HostileAnswer)answer;
        await using var node = HostileAt(here, question => question.Target == "/hours/c/q", hostile);

        var filled = await here.FillAsync(here.Peer("bad", node.Address, hostile.Bounds));

        Assert.That(((FilledRecord)filled[^1]).Exit, Is.Zero);
        here.Check(here.Missing);
    }

    [TestCaseSource(nameof(FileCases))]
    public async Task File_ThatIsHostile_IsToldOfAndFetchedElsewhere(object answer)
    {
        var hostile = (HostileAnswer)answer;
        await using var here = new LackingArchive(hours: 1);
        await using var node = HostileAt(here, question => question.Target.StartsWith("/segments/", StringComparison.Ordinal), hostile);
        var bad = here.Peer("bad", node.Address, hostile.Bounds);

        var alone = await here.FillAsync(bad);
        here.Check([]);
        var causes = alone.OfType<FillRecord>()
            .Where(record => record.State == FillState.Unfillable)
            .Select(record => record.Cause)
            .ToList();
        Assert.That(causes, Has.Count.EqualTo(here.Missing.Count));
        Assert.That(causes, Has.Some.Contain(hostile.Cause), LackingArchive.TextOf(alone));
        var end = (FilledRecord)alone[^1];
        Assert.That((end.Complete, end.Exit), Is.EqualTo(hostile.MayPass ? (false, 3) : (true, 1)), LackingArchive.TextOf(alone));

        var filled = await here.FillAsync(bad, here.Good());
        Assert.That(((FilledRecord)filled[^1]).Exit, Is.Zero, LackingArchive.TextOf(filled));
        here.Check(here.Missing);
    }

    /// <summary>What one copy refuses for good, and another could not be asked for, may be there.</summary>
    [Test]
    public async Task Node_ThatIsGoneAfterItHasListed_MakesThePassIncomplete([Values] bool hasOther)
    {
        await using var here = new LackingArchive(hours: 1);
        await using var node = HostileAt(
            here,
            question => question.Parts[0] == "segments",
            HostileAnswer.ToAnything.Single(answer => answer.Name == "an end before the answer"));
        await using var other = HostileAt(
            here,
            question => question.Parts[0] == "segments",
            HostileAnswer.ToAnything.Single(answer => answer.Name == "403 Forbidden"));
        Replica[] replicas = hasOther
            ? [here.Peer("gone", node.Address), here.Peer("refusing", other.Address)]
            : [here.Peer("gone", node.Address)];

        var filled = await here.FillAsync(replicas);

        var end = (FilledRecord)filled[^1];
        Assert.That((end.Unfillable, end.Complete, end.Exit), Is.EqualTo((here.Missing.Count, false, 3)), LackingArchive.TextOf(filled));
    }

    [TestCaseSource(nameof(ContentCases))]
    public async Task Content_OtherThanPromised_NeverGetsAName(Func<byte[], byte[]> change)
    {
        await using var here = new LackingArchive(hours: 1);
        await using var node = StockNode.Start(here.GoodRoot);
        node.Instead = async (question, stream) =>
        {
            if (question.Parts is not ["segments", .. var file]) return false;
            await RawNode.WriteAsync(stream, "200 OK", change(await File.ReadAllBytesAsync(Path.Combine([here.GoodRoot, .. file]))));
            return true;
        };
        var bad = here.Peer("bad", node.Address);

        var alone = await here.FillAsync(bad);
        here.Check([]);
        var mismatches = alone.OfType<FillRecord>().Where(record => record.State == FillState.Mismatch).ToList();
        Assert.That(mismatches.GroupBy(record => record.Path).Select(group => group.Count()), Is.All.EqualTo(3), "then the pair rests");
        Assert.That(((FilledRecord)alone[^1]).Mismatches, Is.EqualTo(3 * here.Missing.Count));
        Assert.That(((FilledRecord)alone[^1]).Exit, Is.EqualTo(1));

        var filled = await here.FillAsync(bad, here.Good());
        Assert.That(((FilledRecord)filled[^1]).Exit, Is.Zero, LackingArchive.TextOf(filled));
        here.Check(here.Missing);
    }

    [Test]
    public async Task Names_WithLineFeeds_AreFetchedByNobody()
    {
        await using var here = new LackingArchive();
        var names = new HostileAnswer("", "", (_, stream, _) => RawNode.WriteAsync(
            stream,
            "200 OK",
            """["00:00-2.0-full-47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU\n.ts", "\n", "a\r\nb.ts", "\u001b[2J.ts"]"""u8.ToArray()));
        await using var node = HostileAt(here, question => question.Target == Listings[^1], names);

        var filled = await here.FillAsync(here.Peer("bad", node.Address), here.Good());

        Assert.That(((FilledRecord)filled[^1]).Exit, Is.Zero);
        here.Check(here.Missing);
    }

    [Test]
    public async Task Names_ThatAreToldTwice_CountOnce()
    {
        await using var here = new LackingArchive(hours: 1);
        await using var node = StockNode.Start(here.GoodRoot);
        var names = Directory.GetFiles(Path.Combine(here.GoodRoot, "c/q/2026-03-28T10"))
            .Select(path => $"\"{Path.GetFileName(path)}\"")
            .ToList();
        node.Instead = async (question, stream) =>
        {
            if (question.Parts.Length != 4 || question.Parts[0] != "files") return false;
            await RawNode.WriteAsync(stream, "200 OK", System.Text.Encoding.UTF8.GetBytes($"[{string.Join(',', names.Concat(names))}]"));
            return true;
        };

        var compared = await here.CompareAsync(here.Peer("twice", node.Address));

        Assert.That(
            compared.OfType<ReplicaRecord>().Select(record => (record.Same, record.Missing, record.Extra)),
            Is.EqualTo(new[] { (4L, 4L, 0L) }));
    }

    [Test]
    public async Task Node_ThatServesTheArchiveItself_HasNothingToGive()
    {
        await using var here = new LackingArchive();
        await using var node = await OwnNode.StartAsync(here.Root);

        var filled = await here.FillAsync(here.Peer("self", node.Address));

        Assert.That(((FilledRecord)filled[^1]).Published, Is.Zero);
        Assert.That(((FilledRecord)filled[^1]).Complete, Is.True);
        here.Check([]);
    }

    [TestCase("notes")]
    [TestCase("c/notes")]
    [TestCase("c/q/2026-03-28T20")]
    public async Task Name_WhosePlaceIsTaken_IsToldOfAndTheOthersCome(string taken)
    {
        await using var here = new LackingArchive();
        await File.WriteAllTextAsync(Path.Combine(here.Root, taken), "mine");
        var segment = here.Missing[0].Split('/')[^1];
        var place = (taken + "/q/2026-03-28T20").Split('/').Take(3).Aggregate("", (path, part) => Path.Combine(path, part));
        if (taken.StartsWith("c/", StringComparison.Ordinal)) place = taken == "c/notes" ? "c/notes/2026-03-28T20" : taken;
        Directory.CreateDirectory(Path.Combine(here.GoodRoot, place));
        File.Copy(Path.Combine(here.GoodRoot, here.Missing[0]), Path.Combine(here.GoodRoot, place, segment));

        var filled = await here.FillAsync(here.Good());

        var refused = filled.OfType<FillRecord>().Single(record => record.State == FillState.Unfillable);
        Assert.That(refused.Path, Is.EqualTo($"{place}/{segment}"));
        Assert.That(refused.Cause, Does.Contain("directory"));
        Assert.That(((FilledRecord)filled[^1]).Published, Is.EqualTo(here.Missing.Count));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(here.Root, taken)), Is.EqualTo("mine"));
    }

    /// <summary>A node that has all and is honest but for one question.</summary>
    private static StockNode HostileAt(LackingArchive here, Func<RawQuestion, bool> isAt, HostileAnswer answer)
    {
        var node = StockNode.Start(here.GoodRoot);
        node.Instead = async (question, stream) =>
        {
            if (!isAt(question)) return false;
            await answer.Send(question, stream, node.Stopped);
            return true;
        };
        return node;
    }
}
