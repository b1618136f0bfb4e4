using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SegmentPipeline.Replicas.Tests.Http;

/// <summary>A node on a raw socket, which answers any bytes that a test wishes. Each connection carries one question.</summary>
internal sealed class RawNode : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<RawQuestion, Stream, CancellationToken, Task> _answer;
    private readonly List<Task> _connections = [];
    private readonly Task _accepting;

    private RawNode(Func<RawQuestion, Stream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    internal string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Cancelled when it ends.</summary>
    internal CancellationToken Stopped => _end.Token;

    /// <summary>Starts one.</summary>
    /// <param name="answer">Writes the answer; when it returns, the connection is closed.</param>
    internal static RawNode Start(Func<RawQuestion, Stream, CancellationToken, Task> answer) => new(answer);

    /// <summary>Writes an answer whose length is said.</summary>
    internal static async Task WriteAsync(Stream stream, string statusAndHeaders, ReadOnlyMemory<byte> body)
    {
        var head = $"HTTP/1.1 {statusAndHeaders}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.Latin1.GetBytes(head));
        await stream.WriteAsync(body);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _accepting;
        _listener.Stop();
        Task[] connections;
        lock (_connections) connections = [.. _connections];
        await Task.WhenAll(connections);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                lock (_connections)
                {
                    _connections.RemoveAll(connection => connection.IsCompleted);
                    _connections.Add(ServeAsync(client));
                }
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            await using var stream = client.GetStream();
            if (await ReadAsync(stream) is { } question)
            {
                await _answer(question with { Client = client }, stream, _end.Token);
                await stream.FlushAsync();
            }
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Who asked has gone, or the end.
        }
        finally
        {
            client.Dispose();
        }
    }

    private async Task<RawQuestion?> ReadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var buffer = new byte[4096];
        while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer, _end.Token);
            if (read == 0) return null;
            head.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }

        var line = head.ToString().Split("\r\n")[0].Split(' ');
        return new RawQuestion(line[0], line[1], head.ToString(), null!);
    }
}

/// <param name="Method">GET or HEAD.</param>
/// <param name="Target">Path and query as sent.</param>
/// <param name="Head">The whole head.</param>
/// <param name="Client">The connection.</param>
internal sealed record RawQuestion(string Method, string Target, string Head, TcpClient Client)
{
    /// <summary>The parts of the path, unescaped.</summary>
    internal string[] Parts =>
        [.. Target.Split('?')[0].Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];

    /// <summary>Cuts the connection as if the machine had died.</summary>
    internal void Reset()
    {
        Client.LingerState = new LingerOption(true, 0);
        Client.Client.Close();
    }
}
