using SegmentPipeline.Replicas.Tests.Filling;

namespace SegmentPipeline.Replicas.Tests.Comparing;

/// <summary>What is excluded is neither compared nor filled, wherever it lies.</summary>
internal sealed class ExcludedStreamTests
{
    private static readonly string[] Patterns = ["chat", "c/small", "**/snap"];

    private static readonly string[] Streams = ["chat/q", "c/small", "c/snap", "c/chat"];
    private static readonly string[] Taken = ["c/chat", "c/q"];
    private static readonly string[] TakenByDefault = ["c/q", "c/small", "c/snap", "chat/q"];

    private LackingArchive _here = null!;

    [SetUp]
    public void AddStreams()
    {
        _here = new LackingArchive();
        foreach (var stream in Streams) Copy(stream);
    }

    [TearDown]
    public async Task DeleteAsync() => await _here.DisposeAsync();

    [Test]
    public async Task Compare_PassesExcludedStreamsOver()
    {
        var (request, records) = (new CompareRequest { Exclude = Patterns }, new List<CopyRecord>());
        await foreach (var record in _here.Archive.CompareAsync([_here.Good()], request)) records.Add(record);

        Assert.That(records.OfType<StreamCopyRecord>().Select(record => $"{record.Stream}").Distinct(), Is.EqualTo(Taken));
        var named = records.OfType<VerdictRecord>().SelectMany(verdict => verdict.Parts).SelectMany(part => part.Qualities ?? []);
        Assert.That(named, Has.None.EqualTo("small").And.None.EqualTo("snap"));
    }

    [Test]
    public async Task Compare_WithoutPatterns_PassesOverWhatAuditsPassOver()
    {
        var records = await _here.CompareAsync(_here.Good());

        Assert.That(
            records.OfType<StreamCopyRecord>().Select(record => $"{record.Stream}").Distinct(),
            Is.EqualTo(TakenByDefault));
    }

    [Test]
    [Platform("Linux")]
    public async Task Fill_FetchesNothingOfExcludedStreams()
    {
        var request = new FillRequest { Copies = new CompareRequest { Exclude = Patterns } };
        var records = new List<CopyRecord>();
        await foreach (var record in _here.Archive.FillAsync([_here.Good()], request)) records.Add(record);

        var published = records.OfType<FillRecord>().Select(record => record.Path[..record.Path.LastIndexOf('/')]);
        Assert.That(published.Select(path => path[..path.LastIndexOf('/')]).Distinct(), Is.EquivalentTo(Taken));
    }

    [Test]
    public void Compare_BadPattern_IsRefused() => Assert.That(
        () => _here.Archive.CompareAsync([_here.Good()], new CompareRequest { Exclude = [null!] }),
        Throws.ArgumentException);

    private void Copy(string stream)
    {
        foreach (var path in Directory.GetFiles(Path.Combine(_here.GoodRoot, LackingArchive.Stream), "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(_here.GoodRoot, stream, Path.GetRelativePath(Path.Combine(_here.GoodRoot, LackingArchive.Stream), path));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(path, to);
        }
    }
}
