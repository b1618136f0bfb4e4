using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace SegmentPipeline.Replicas.Tests.Http;

/// <summary>A node that speaks exactly as stock nodes do: listings and files, no digests, no entity tags.</summary>
internal sealed class StockNode : IAsyncDisposable
{
    private readonly string _root;
    private readonly bool _isPacked;
    private readonly RawNode _node;

    private StockNode(string root, bool isPacked)
    {
        _root = root;
        _isPacked = isPacked;
        _node = RawNode.Start((question, stream, _) => AnswerAsync(question, stream));
    }

    internal string Address => _node.Address;

    /// <summary>Cancelled when it ends.</summary>
    internal CancellationToken Stopped => _node.Stopped;

    /// <summary>What is asked of it, if a test wants to know or to answer otherwise: true if it has answered.</summary>
    internal Func<RawQuestion, Stream, Task<bool>> Instead { get; set; } = (_, _) => Task.FromResult(false);

    /// <summary>Starts one.</summary>
    /// <param name="root">Its archive.</param>
    /// <param name="isPacked">Whether it packs listings for who can unpack them.</param>
    internal static StockNode Start(string root, bool isPacked = false) => new(root, isPacked);

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    private async Task AnswerAsync(RawQuestion question, Stream stream)
    {
        if (await Instead(question, stream)) return;
        var parts = question.Parts;
        if (parts.Any(part => part.StartsWith('.'))) await RawNode.WriteAsync(stream, "403 Forbidden", default);
        else if (parts is ["files", .. var place] && place.Length < 4) await ListAsync(question, stream, place);
        else if (parts is ["segments", .. var file]) await SendAsync(question, stream, Path.Combine([_root, .. file]));
        else await RawNode.WriteAsync(stream, "404 Not Found", default);
    }

    private async Task ListAsync(RawQuestion question, Stream stream, string[] place)
    {
        var directory = Path.Combine([_root, .. place]);
        IEnumerable<string> names = !Directory.Exists(directory) ? []
            : place.Length == 3 ? FilesIn(directory, question.Target.EndsWith("tombstones=true", StringComparison.Ordinal))
            : Directory.GetDirectories(directory).Select(path => Path.GetFileName(path)!);
        var body = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(names.Where(name => !name.StartsWith('.'))));
        if (!_isPacked || !question.Head.Contains("gzip", StringComparison.Ordinal))
        {
            await RawNode.WriteAsync(stream, "200 OK\r\nContent-Type: application/json", body);
            return;
        }

        using var packed = new MemoryStream();
        await using (var packing = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) await packing.WriteAsync(body);
        await RawNode.WriteAsync(stream, "200 OK\r\nContent-Encoding: gzip", packed.ToArray());
    }

    private static IEnumerable<string> FilesIn(string directory, bool withTombstones)
    {
        var names = Directory.GetFiles(directory).Select(path => Path.GetFileName(path)!).ToList();
        var withdrawn = names.Where(name => name.EndsWith(".tombstone", StringComparison.Ordinal)).ToList();
        return names
            .Where(name => name.EndsWith(".ts", StringComparison.Ordinal) || name.EndsWith(".json", StringComparison.Ordinal))
            .Where(name => !withdrawn.Contains(Path.ChangeExtension(name, "tombstone")))
            .Concat(withTombstones ? withdrawn : []);
    }

    private static async Task SendAsync(RawQuestion question, Stream stream, string path)
    {
        if (!File.Exists(path)) await RawNode.WriteAsync(stream, "404 Not Found", default);
        else if (question.Method == "HEAD")
            await stream.WriteAsync(Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {new FileInfo(path).Length}\r\n\r\n"));
        else await RawNode.WriteAsync(stream, "200 OK\r\nContent-Type: video/MP2T", await File.ReadAllBytesAsync(path));
    }
}
