using System.Runtime.Versioning;
using SegmentPipeline.Replicas.Tests.Http;

namespace SegmentPipeline.Replicas.Tests.Filling;

/// <summary>Files that are not what their names promise are replaced by verified copies, and kept.</summary>
[Platform("Linux")]
[SupportedOSPlatform("linux")]
internal sealed class ReplaceTests
{
    [Test]
    public async Task CorruptFile_ThatACopyHas_IsReplacedAndKept([Values] bool isHidden)
    {
        AppContext.SetSwitch(FilledStream.HiddenNamesSwitch, isHidden);
        try
        {
            await using var here = new LackingArchive();
            var (path, content) = Break(here);

            var records = await ReplaceAsync(here, path, here.Good());

            Assert.That(records.OfType<FillRecord>().Count(record => record.State == FillState.Replaced), Is.EqualTo(1));
            Assert.That(((FilledRecord)records[^1]).Replaced, Is.EqualTo(1));
            Assert.That(File.ReadAllBytes(Path.Combine(here.Root, path)), Is.EqualTo(content));
            Assert.That(File.ReadAllText(Path.Combine(QuarantineOf(here), path)), Is.EqualTo("broken"));
            Assert.That(Directory.Exists(Path.Combine(here.Root, LackingArchive.Stream, ".pipeline-fill")), Is.False);
        }
        finally
        {
            AppContext.SetSwitch(FilledStream.HiddenNamesSwitch, false);
        }
    }

    [Test]
    public async Task CorruptFile_BrokenTwice_BothAreKept()
    {
        await using var here = new LackingArchive();
        var (path, _) = Break(here);
        await ReplaceAsync(here, path, here.Good());
        File.WriteAllText(Path.Combine(here.Root, path), "broken again");

        await ReplaceAsync(here, path, here.Good());

        Assert.That(File.ReadAllText(Path.Combine(QuarantineOf(here), path)), Is.EqualTo("broken"));
        Assert.That(File.ReadAllText(Path.Combine(QuarantineOf(here), path + ".1")), Is.EqualTo("broken again"));
    }

    [Test]
    public async Task CorruptFile_ThatIsRightByNow_IsLeftAlone()
    {
        await using var here = new LackingArchive();
        var (path, content) = Break(here);
        File.WriteAllBytes(Path.Combine(here.Root, path), content);

        var records = await ReplaceAsync(here, path, here.Good());

        Assert.That(((FilledRecord)records[^1]).Replaced, Is.Zero);
        Assert.That(Directory.GetFileSystemEntries(QuarantineOf(here)), Is.Empty);
    }

    [Test]
    public async Task CorruptFile_ThatEveryCopyHasBroken_StaysWhereItIs()
    {
        await using var here = new LackingArchive();
        var (path, _) = Break(here);
        File.WriteAllText(Path.Combine(here.GoodRoot, path), "broken there");

        var records = await ReplaceAsync(here, path, here.Good());

        var states = records.OfType<FillRecord>().Select(record => record.State);
        Assert.That(states, Does.Contain(FillState.Mismatch).And.Contain(FillState.Unfillable));
        Assert.That(File.ReadAllText(Path.Combine(here.Root, path)), Is.EqualTo("broken"));
        Assert.That(Directory.GetFileSystemEntries(QuarantineOf(here)), Is.Empty);
    }

    [Test]
    public async Task CorruptFile_InADryRun_IsToldAndLeft()
    {
        await using var here = new LackingArchive();
        var (path, _) = Break(here);

        var records = await ReplaceAsync(here, path, here.Good(), isDry: true);

        var wanted = records.OfType<FillRecord>().Where(record => record.State == FillState.Wanted);
        Assert.That(wanted.Select(record => record.Path), Does.Contain(path));
        Assert.That(File.ReadAllText(Path.Combine(here.Root, path)), Is.EqualTo("broken"));
        Assert.That(Directory.Exists(QuarantineOf(here)), Is.False);
    }

    [TestCase("here/quarantine")]
    [TestCase("here")]
    [TestCase("link/quarantine")]
    public async Task Quarantine_InTheArchive_IsRefused(string directory)
    {
        await using var here = new LackingArchive();
        var (path, _) = Break(here);
        Directory.CreateSymbolicLink(Path.Combine(here.Home, "link"), here.Root);

        Assert.That(
            async () => await ReplaceAsync(here, path, here.Good(), quarantine: Path.Combine(here.Home, directory)),
            Throws.InstanceOf<FillException>().With.Message.Contains("lies in the archive"));
        Assert.That(File.ReadAllText(Path.Combine(here.Root, path)), Is.EqualTo("broken"));
    }

    [Test]
    public void Replacing_WithoutAQuarantine_IsRefused()
    {
        var request = new FillRequest { Replace = [new EntryPath(StreamId.Parse("c/q"), Timestamp.Parse("2026-03-28T10").Hour, "x.ts"u8)] };

        Assert.That(request.Validate, Throws.ArgumentException.With.Message.Contains("quarantine"));
    }

    private static string QuarantineOf(LackingArchive here) => Path.Combine(here.Home, "quarantine");

    /// <summary>Breaks the first segment that is here.</summary>
    private static (string Path, byte[] Content) Break(LackingArchive here)
    {
        var file = Directory.GetFiles(here.Root, "*.ts", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        var content = File.ReadAllBytes(file);
        File.WriteAllText(file, "broken");
        return (Path.GetRelativePath(here.Root, file), content);
    }

    private static async Task<List<CopyRecord>> ReplaceAsync(
        LackingArchive here, string path, Replica replica, bool isDry = false, string? quarantine = null)
    {
        var parts = path.Split('/');
        var place = new EntryPath(
            new StreamId(parts[0], parts[1]), Timestamp.Parse(parts[2]).Hour, System.Text.Encoding.ASCII.GetBytes(parts[3]));
        var request = new FillRequest
        {
            Copies = new CompareRequest { TimeProvider = new HurriedTime() },
            DryRun = isDry,
            Replace = [place],
            Quarantine = quarantine ?? QuarantineOf(here),
        };
        var records = new List<CopyRecord>();
        await foreach (var record in here.Archive.FillAsync([replica], request)) records.Add(record);
        return records;
    }
}
