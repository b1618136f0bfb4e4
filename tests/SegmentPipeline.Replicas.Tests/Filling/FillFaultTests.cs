using System.Diagnostics;
using System.Runtime.Versioning;
using SegmentPipeline.Replicas.Tests.Comparing;
using SegmentPipeline.Replicas.Tests.Http;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Replicas.Tests.Filling;

/// <summary>What goes wrong here while an archive is filled: it ends with one sentence, nothing is lost, and nothing is written where it
/// does not belong.</summary>
[Platform("Linux")]
[SupportedOSPlatform("linux")]
internal sealed class FillFaultTests
{
    [Test]
    public async Task Root_RenamedAndReplacedDuringAPass_EndsItAndTheNewOneStaysEmpty()
    {
        await using var here = new LackingArchive();
        var moved = Path.Combine(here.Home, "moved");
        await using var node = DisturbedBy(here, () =>
        {
            Directory.Move(here.Root, moved);
            Directory.CreateDirectory(here.Root);
        });

        var fault = await FailAsync(here, node);

        Assert.That(fault.Message, Does.Contain("is the disk mounted?"));
        Assert.That(fault.MayPass, Is.True);
        Assert.That(Directory.GetFileSystemEntries(here.Root), Is.Empty);
        Directory.Delete(here.Root);
        Directory.Move(moved, here.Root);
        await CheckAndFinishAsync(here);
    }

    [Test]
    public async Task Root_WithAnotherDiskMountedOverItDuringAPass_EndsItAndNothingIsWrittenThere()
    {
        RequiredRights.RequireRoot();
        await using var here = new LackingArchive();
        var isMounted = false;
        await using var node = DisturbedBy(here, () => isMounted = Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", here.Root));
        try
        {
            var records = new List<CopyRecord>();
            var fault = await FillOrFailAsync(here, records, here.Peer("peer", node.Address));
            if (!isMounted) RequiredRights.SkipWithoutMounts("a disk in memory");

            Assert.That(fault?.Message, Does.Contain("is the disk mounted?"));
            Assert.That(Directory.GetFileSystemEntries(here.Root), Is.Empty);
        }
        finally
        {
            if (isMounted) Run("umount", "-l", here.Root);
        }

        await CheckAndFinishAsync(here);
    }

    [Test]
    public async Task Hour_ThatVanishesDuringAPass_IsMadeAgain([Values] bool isHidden)
    {
        AppContext.SetSwitch(FilledStream.HiddenNamesSwitch, isHidden);
        try
        {
            await using var here = new LackingArchive(hours: 1);
            var hour = Path.Combine(here.Root, "c/q/2026-03-28T10");
            await using var node = DisturbedBy(here, () => Directory.Delete(hour, recursive: true));

            var records = new List<CopyRecord>();
            var fault = await FillOrFailAsync(here, records, here.Peer("peer", node.Address));

            Assert.That(fault, Is.Null);
            // The rest of the hour may be seen to be missing, too: segments that close no hole are compared while others are fetched.
            var published = records.OfType<FillRecord>().Where(record => record.State == FillState.Published).Select(record => record.Path);
            Assert.That(published, Is.SupersetOf(here.Missing));
            Assert.That(Directory.GetFiles(hour), Is.Not.Empty);
            Assert.That(Directory.Exists(Path.Combine(here.Root, "c/q/.pipeline-fill")), Is.False);
        }
        finally
        {
            AppContext.SetSwitch(FilledStream.HiddenNamesSwitch, false);
        }
    }

    [Test]
    public async Task Name_ThatSomebodyElseBringsMeanwhile_StaysTheirs([Values] bool isHidden)
    {
        AppContext.SetSwitch(FilledStream.HiddenNamesSwitch, isHidden);
        try
        {
            await using var here = new LackingArchive(hours: 1);
            await using var node = DisturbedBy(here, () =>
            {
                foreach (var path in here.Missing) File.WriteAllText(Path.Combine(here.Root, path), "theirs");
            });

            var records = new List<CopyRecord>();
            var fault = await FillOrFailAsync(here, records, here.Peer("peer", node.Address));

            Assert.That(fault, Is.Null);
            Assert.That(records.OfType<FillRecord>().Select(record => record.State), Is.All.EqualTo(FillState.Present));
            var contents = here.Missing.Select(path => File.ReadAllText(Path.Combine(here.Root, path)));
            Assert.That(contents, Is.All.EqualTo("theirs"));
            Assert.That(Directory.Exists(Path.Combine(here.Root, "c/q/.pipeline-fill")), Is.False);
        }
        finally
        {
            AppContext.SetSwitch(FilledStream.HiddenNamesSwitch, false);
        }
    }

    [Test]
    public async Task SecondFiller_OfTheSameArchive_IsRefused()
    {
        await using var here = new LackingArchive();
        FillException? second = null;
        await using var node = StockNode.Start(here.GoodRoot);
        var isFirst = 0;
        node.Instead = async (question, _) =>
        {
            if (question.Parts[0] != "segments" || Interlocked.Exchange(ref isFirst, 1) == 1) return false;
            second = await FillOrFailAsync(here, [], here.Good());
            return false;
        };

        var records = await here.FillAsync(here.Peer("peer", node.Address));

        Assert.That(second?.Message, Does.Contain("somebody else is filling"));
        Assert.That(((FilledRecord)records[^1]).Exit, Is.Zero);
        here.Check(here.Missing);
    }

    [Test]
    public async Task Disk_FullInTheMiddle_EndsThePassAndTheNextGoesOn()
    {
        await using var here = new LackingArchive();
        using var disk = MountedDisk(here.Root, "size=96k");
        CopyOver(here);
        // What nobody sees takes the room but for some files.
        await using (var filler = File.Create(Path.Combine(disk.Path, ".filler"))) filler.SetLength(0);
        await File.WriteAllBytesAsync(Path.Combine(disk.Path, ".filler"), new byte[4096 * 11]);

        var records = new List<CopyRecord>();
        var fault = await FillOrFailAsync(here, records, here.Good());

        Assert.That(fault?.Message, Does.Contain("No space left").Or.Contain("must stay free"));
        Assert.That(fault?.MayPass, Is.True);
        Assert.That(((FilledRecord)records[^1]).Exit, Is.EqualTo(2));
        Assert.That(((FilledRecord)records[^1]).Complete, Is.False);
        Assert.That(((FilledRecord)records[^1]).Published, Is.LessThan(here.Missing.Count));
        File.Delete(Path.Combine(disk.Path, ".filler"));
        Assert.That(((FilledRecord)(await here.FillAsync(here.Good()))[^1]).Exit, Is.Zero);
        Assert.That(CopyOnDisk.Read(here.Root).Files.Keys, Is.EquivalentTo(CopyOnDisk.Read(here.GoodRoot).Files.Keys));
    }

    [Test]
    public async Task Archive_ThatIsReadOnly_IsLeftAsItIs()
    {
        await using var here = new LackingArchive();
        using var disk = MountedDisk(here.Root, "size=1m");
        CopyOver(here);
        Assert.That(Run("mount", "-o", "remount,ro", disk.Path), Is.True);

        var fault = await FillOrFailAsync(here, [], here.Good());

        Assert.That(fault?.Message, Does.Contain("Read-only file system"));
        Assert.That(fault?.MayPass, Is.True);
        Assert.That(CopyOnDisk.Read(here.Root).Files, Has.Count.EqualTo(here.Missing.Count));
    }

    [Test]
    public async Task Archive_WithoutAnHour_IsRefusedUnlessToldOtherwise([Values] bool hasChannel)
    {
        await using var here = new LackingArchive();
        Directory.Delete(Path.Combine(here.Root, "c"), recursive: true);
        if (hasChannel) Directory.CreateDirectory(Path.Combine(here.Root, "c/q"));
        var good = here.Good();

        Assert.That(
            async () => await here.FillAsync(good),
            Throws.TypeOf<AuditFailedException>().Or.TypeOf<FillException>().With.Message.Contain("mounted"));
        Assert.That(CopyOnDisk.Read(here.Root).Files, Is.Empty);

        await foreach (var _ in here.Archive.FillAsync([good], new FillRequest { AcceptEmpty = true })) { }
        Assert.That(CopyOnDisk.Read(here.Root).Files.Keys, Is.EquivalentTo(CopyOnDisk.Read(here.GoodRoot).Files.Keys));
    }

    [Test]
    public async Task Leftovers_OfAProcessThatWasKilled_AreRemovedAlthoughNothingIsMissing()
    {
        await using var here = new LackingArchive();
        await here.FillAsync(here.Good());
        var hidden = Directory.CreateDirectory(Path.Combine(here.Root, "c/q/.pipeline-fill")).FullName;
        await File.WriteAllTextAsync(Path.Combine(hidden, "0123456789abcdef0123456789abcdef"), "half");

        await here.FillAsync(here.Good());

        here.Check(here.Missing);
    }

    /// <summary>Whoever may write into an archive must not be able to have files removed elsewhere by whoever fills it.</summary>
    [Test]
    public async Task Leftovers_WhereALinkLeadsElsewhere_AreNotLookedFor()
    {
        await using var here = new LackingArchive();
        await here.FillAsync(here.Good());
        var elsewhere = Directory.CreateTempSubdirectory("elsewhere-");
        try
        {
            var file = Path.Combine(elsewhere.FullName, "0123456789abcdef0123456789abcdef");
            await File.WriteAllTextAsync(file, "somebody's");
            File.CreateSymbolicLink(Path.Combine(here.Root, "c/q/.pipeline-fill"), elsewhere.FullName);

            await here.FillAsync(here.Good());

            Assert.That(await File.ReadAllTextAsync(file), Is.EqualTo("somebody's"));
        }
        finally
        {
            elsewhere.Delete(recursive: true);
        }
    }

    [Test]
    public async Task Leftovers_OfSomebodyElse_Stay()
    {
        await using var here = new LackingArchive();
        await here.FillAsync(here.Good());
        var hidden = Directory.CreateDirectory(Path.Combine(here.Root, "c/q/.pipeline-fill")).FullName;
        var file = Path.Combine(hidden, "notes.txt");
        await File.WriteAllTextAsync(file, "somebody's");

        await here.FillAsync(here.Good());

        Assert.That(await File.ReadAllTextAsync(file), Is.EqualTo("somebody's"));
    }

    [TestCase(0, 0)]
    [TestCase(1, 1)]
    [TestCase(3, 3)]
    [TestCase(8, 8)]
    [TestCase(9, 8)]
    public async Task Files_UpToTheMost_ArePublishedAndNoMore(int most, int published)
    {
        await using var here = new LackingArchive();
        var records = new List<CopyRecord>();
        await foreach (var record in here.Archive.FillAsync([here.Good()], new FillRequest { MostFiles = most, Concurrency = 16 }))
            records.Add(record);

        var end = (FilledRecord)records[^1];
        Assert.That(end.Published, Is.EqualTo(published));
        Assert.That(end.Exit, Is.EqualTo(most < here.Missing.Count ? 124 : 0));
    }

    private static async Task<FillException> FailAsync(LackingArchive here, StockNode node) =>
        await FillOrFailAsync(here, [], here.Peer("peer", node.Address)) ?? throw new AssertionException("it did not fail");

    private static async Task<FillException?> FillOrFailAsync(LackingArchive here, List<CopyRecord> records, params Replica[] replicas)
    {
        try
        {
            var request = new FillRequest { Copies = new CompareRequest { TimeProvider = new HurriedTime() }, Concurrency = 2 };
            await foreach (var record in here.Archive.FillAsync(replicas, request)) records.Add(record);
            return null;
        }
        catch (FillException fault)
        {
            return fault;
        }
    }

    /// <summary>Nothing was lost or added that is not whole, and the next pass brings the rest.</summary>
    private static async Task CheckAndFinishAsync(LackingArchive here)
    {
        var end = (FilledRecord)(await here.FillAsync(here.Good()))[^1];
        Assert.That(end.Exit, Is.Zero);
        here.Check(here.Missing);
    }

    /// <summary>A node at which something happens when the first file is asked for. None is given before it has happened.</summary>
    private static StockNode DisturbedBy(LackingArchive here, Action happen)
    {
        var node = StockNode.Start(here.GoodRoot);
        var happened = new Lazy<bool>(() =>
        {
            happen();
            return true;
        });
        node.Instead = (question, _) => Task.FromResult(question.Parts[0] == "segments" && !happened.Value);
        return node;
    }

    /// <summary>Lays the archive out again on the disk that was mounted over it.</summary>
    private static void CopyOver(LackingArchive here)
    {
        foreach (var path in CopyOnDisk.Read(here.GoodRoot).Files.Keys.Except(here.Missing))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(here.Root, path))!);
            File.Copy(Path.Combine(here.GoodRoot, path), Path.Combine(here.Root, path));
        }
    }

    private static Mounted MountedDisk(string path, string options)
    {
        RequiredRights.RequireRoot();
        RequiredTool.Mount.Require();
        if (!Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", path)) RequiredRights.SkipWithoutMounts("a disk in memory");
        return new Mounted(path);
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private sealed class Mounted(string path) : IDisposable
    {
        internal string Path => path;

        public void Dispose() => Run("umount", "-l", path);
    }
}
