using Microsoft.Extensions.DependencyInjection;
using SegmentPipeline.Replicas.Tests.Http;

namespace SegmentPipeline.Replicas.Tests.Comparing;

/// <summary>Made-up copies as archives on disk, and as replicas of each other: directories, or nodes on loopback, in turn one of ours and
/// one that speaks as stock nodes do.</summary>
internal sealed class OpenedCopies : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _nodes = [];
    private readonly List<SegmentArchive> _replicas = [];
    private readonly ServiceProvider _services = new ServiceCollection().AddSegmentPeers().BuildServiceProvider();

    /// <summary>Each copy as its own machine opens it.</summary>
    internal List<SegmentArchive> Archives { get; } = [];

    internal static async Task<OpenedCopies> OpenAsync(FakedCopies faked, bool isOverHttp)
    {
        var opened = new OpenedCopies();
        foreach (var root in faked.Roots)
        {
            opened.Archives.Add(SegmentArchive.Open(root));
            opened._replicas.Add(isOverHttp ? await opened.ServeAsync(root, faked.Seed) : SegmentArchive.Open(root));
        }

        return opened;
    }

    /// <summary>All but one, called by letters.</summary>
    internal IReadOnlyList<Replica> ReplicasOf(int copy) => Enumerable.Range(0, _replicas.Count)
        .Where(at => at != copy)
        .Select(at => new Replica { Name = $"{(char)('a' + at)}", Archive = _replicas[at] })
        .ToList();

    public async ValueTask DisposeAsync()
    {
        foreach (var archive in Archives.Concat(_replicas)) await archive.DisposeAsync();
        foreach (var node in _nodes) await node.DisposeAsync();
        await _services.DisposeAsync();
    }

    private async Task<SegmentArchive> ServeAsync(string root, int seed)
    {
        string address;
        if ((seed / 10 + _nodes.Count) % 2 == 0)
        {
            var node = await OwnNode.StartAsync(root);
            _nodes.Add(node);
            address = node.Address;
        }
        else
        {
            var node = StockNode.Start(root, isPacked: seed % 20 == 0);
            _nodes.Add(node);
            address = node.Address;
        }

        var client = _services.GetRequiredService<IHttpClientFactory>().CreateClient(PeerClients.ClientName);
        return SegmentArchive.OpenRemote(new HttpArchive(client, address));
    }
}
