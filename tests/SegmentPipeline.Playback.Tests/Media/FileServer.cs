using System.Net;

namespace SegmentPipeline.Playback.Tests.Media;

/// <summary>Serves one playlist and the files of an archive over HTTP on loopback, as any web server in front of an archive
/// would.</summary>
internal sealed class FileServer : IDisposable
{
    private const int LowestPort = 10_000;
    private const int Ports = 2000;

    private readonly HttpListener _listener;
    private readonly string _root;
    private readonly byte[] _playlist;

    internal FileServer(string root, byte[] playlist)
    {
        _root = root;
        _playlist = playlist;
        (_listener, Url) = Listen();
        _ = ServeAsync();
    }

    /// <summary>The address, with a slash at its end. The playlist is <c>list.m3u8</c> below it.</summary>
    internal string Url { get; }

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                using var response = context.Response;
                var path = Uri.UnescapeDataString(context.Request.Url!.AbsolutePath).TrimStart('/');
                var bytes = path == "list.m3u8" ? _playlist : await File.ReadAllBytesAsync(Path.Combine(_root, path));
                await response.OutputStream.WriteAsync(bytes);
            }
            catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException or IOException)
            {
                // A player that leaves early, or the end.
            }
        }
    }

    /// <summary>Listens at a port that nobody has. Which one that is, is only known from having it.</summary>
    private static (HttpListener Listener, string Url) Listen()
    {
        var ports = Enumerable.Range(LowestPort, Ports).ToArray();
        Random.Shared.Shuffle(ports);
        foreach (var port in ports)
        {
            var url = $"http://127.0.0.1:{port}/";
            var listener = new HttpListener();
            listener.Prefixes.Add(url);
            try
            {
                listener.Start();
                return (listener, url);
            }
            catch (HttpListenerException)
            {
                // Somebody has it.
                listener.Close();
            }
        }

        throw new InvalidOperationException("there is no port to listen at");
    }
}
