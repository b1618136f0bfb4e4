using System.Net;
using System.Net.Sockets;

namespace SegmentPipeline.Playback.Tests.Media;

/// <summary>Serves one playlist and the files of an archive over HTTP on loopback, as any web server in front of an archive
/// would.</summary>
internal sealed class FileServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly string _root;
    private readonly byte[] _playlist;

    internal FileServer(string root, byte[] playlist)
    {
        _root = root;
        _playlist = playlist;
        Url = $"http://127.0.0.1:{FreePort()}/";
        _listener.Prefixes.Add(Url);
        _listener.Start();
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

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
