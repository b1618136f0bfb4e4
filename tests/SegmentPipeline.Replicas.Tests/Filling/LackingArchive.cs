using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SegmentPipeline.Replicas.Tests.Comparing;
using SegmentPipeline.Replicas.Tests.Http;

namespace SegmentPipeline.Replicas.Tests.Filling;

/// <summary>An archive that lacks every second segment of two hours, and a copy that has all. Gone when disposed.</summary>
internal sealed class LackingArchive : IAsyncDisposable
{
    internal const string Stream = "c/q";


    private readonly string _home = Directory.CreateTempSubdirectory("segment-lacking-").FullName;
    private readonly ServiceProvider _services = new ServiceCollection().AddSegmentPeers().BuildServiceProvider();
    private readonly List<SegmentArchive> _opened = [];
    private readonly Lazy<CopyOnDisk> _before;

    internal LackingArchive(int hours = 2, int segmentBytes = 3000, int segmentsOfAnHour = 8)
    {
        var seconds = 3600 / segmentsOfAnHour;
        Root = Directory.CreateDirectory(Path.Combine(_home, "here")).FullName;
        GoodRoot = Directory.CreateDirectory(Path.Combine(_home, "good")).FullName;
        var random = new Random(1);
        for (var at = 0; at < hours * segmentsOfAnHour; at++)
        {
            var content = new byte[segmentBytes];
            random.NextBytes(content);
            var hash = Convert.ToBase64String(SHA256.HashData(content)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
            var start = at % segmentsOfAnHour * seconds;
            var time = $"{start / 60:D2}:{start % 60:D2}-{seconds}.0";
            var path = $"{Stream}/2026-03-28T{10 + at / segmentsOfAnHour}/{time}-full-{hash}.ts";
            foreach (var root in at % 2 == 0 ? [GoodRoot, Root] : new[] { GoodRoot })
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, path))!);
                File.WriteAllBytes(Path.Combine(root, path), content);
            }

            if (at % 2 == 1) Missing.Add(path);
        }

        _before = new Lazy<CopyOnDisk>(() => CopyOnDisk.Read(Root));
        _ = _before.Value;
        Archive = SegmentArchive.Open(Root);
        _opened.Add(Archive);
    }

    internal string Home => _home;

    internal string Root { get; }

    internal string GoodRoot { get; }

    internal SegmentArchive Archive { get; }

    /// <summary>The paths of what it lacks.</summary>
    internal List<string> Missing { get; } = [];

    /// <summary>The copy that has all.</summary>
    internal Replica Good() => Keep("good", SegmentArchive.Open(GoodRoot));

    /// <summary>A copy that a node serves.</summary>
    internal Replica Peer(string name, string address, HttpArchiveOptions? options = null)
    {
        var client = _services.GetRequiredService<IHttpClientFactory>().CreateClient(PeerClients.ClientName);
        return Keep(name, SegmentArchive.OpenRemote(new HttpArchive(client, address, options ?? HostileAnswer.UsualBounds)));
    }

    /// <summary>Fills it, by a clock that does not keep anybody waiting.</summary>
    internal Task<List<CopyRecord>> FillAsync(params Replica[] replicas) => FillAsync(new FillRequest(), replicas);

    internal async Task<List<CopyRecord>> FillAsync(FillRequest request, params Replica[] replicas)
    {
        request = request with { Copies = request.Copies with { TimeProvider = new HurriedTime() } };
        var records = new List<CopyRecord>();
        await foreach (var record in Archive.FillAsync(replicas, request)) records.Add(record);
        return records;
    }

    internal async Task<List<CopyRecord>> CompareAsync(params Replica[] replicas)
    {
        var records = new List<CopyRecord>();
        await foreach (var record in Archive.CompareAsync(replicas)) records.Add(record);
        return records;
    }

    /// <summary>Sees that nothing was changed and nothing is left behind, and that it has got what is told and no more.</summary>
    internal void Check(IEnumerable<string> got)
    {
        var after = CopyOnDisk.Read(Root);
        foreach (var (path, file) in _before.Value.Files) Assert.That(after.Files[path], Is.EqualTo(file), $"{path} stays as it was");
        Assert.That(after.Files.Keys.Except(_before.Value.Files.Keys), Is.EquivalentTo(got));
        Assert.That(after.Directories, Is.EquivalentTo(_before.Value.Directories), "no leftovers, and no directory that was not asked for");
        foreach (var (path, file) in after.Files)
        {
            var hash = Convert.ToBase64String(SHA256.HashData(Convert.FromHexString(file.Content)));
            Assert.That(path, Does.Contain(hash.TrimEnd('=').Replace('+', '-').Replace('/', '_')), "each is what its name promises");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var archive in _opened) await archive.DisposeAsync();
        await _services.DisposeAsync();
        Directory.Delete(_home, recursive: true);
    }

    private Replica Keep(string name, SegmentArchive archive)
    {
        _opened.Add(archive);
        return new Replica { Name = name, Archive = archive };
    }

    internal static string TextOf(IEnumerable<CopyRecord> records) =>
        string.Join('\n', records.Select(record => Encoding.UTF8.GetString(CopyJson.ToBytes(record).Span)));
}
