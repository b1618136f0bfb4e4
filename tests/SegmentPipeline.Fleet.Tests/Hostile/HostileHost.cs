using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SegmentPipeline.Fleet.Tests;

/// <summary>Answers for a node over HTTP, each run in a way of its own: the way is the id of the run.</summary>
/// <param name="read">Reads what the node would answer to a run.</param>
internal sealed class HostileHost(Func<string, byte[]> read) : IAsyncDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(5);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, int> _asked = [];
    private Task _listening = Task.CompletedTask;
    private int _open;

    internal string Url => $"http://{_listener.LocalEndpoint}";

    /// <summary>How many connections are open.</summary>
    internal int Open => Volatile.Read(ref _open);

    internal void Start()
    {
        _listener.Start();
        _listening = ListenAsync();
    }

    /// <summary>How often it was asked for an answer to a run.</summary>
    internal int AskedFor(string run)
    {
        lock (_asked) return _asked.GetValueOrDefault(run);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _listening;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        Interlocked.Increment(ref _open);
        try
        {
            using (client)
            {
                var stream = client.GetStream();
                var address = await ReadAddressAsync(stream);
                var run = address.Split('/')[5];
                lock (_asked) _asked[run] = _asked.GetValueOrDefault(run) + 1;
                var row = int.Parse(address[(address.LastIndexOf('=') + 1)..], CultureInfo.InvariantCulture);
                await AnswerAsync(stream, run, row);
            }
        }
        catch (Exception gone) when (gone is IOException or EndOfStreamException or OperationCanceledException or ObjectDisposedException)
        {
            // Whoever asked has gone, or it is over.
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private async Task AnswerAsync(NetworkStream stream, string run, int row)
    {
        var right = run is "slow" or "broken" or "half" ? RowsFrom(read(run), row) : [];
        switch (run)
        {
            case "slow":
                await BeginAsync(stream, "200 OK", right.Length);
                foreach (var some in right.Chunk(100)) await SendAsync(stream, some);
                break;
            case "broken":
                await BeginAsync(stream, "200 OK", right.Length);
                await SendAsync(stream, AskedFor(run) > 2 ? right : right[..(right.Length / 2)]);
                break;
            case "half":
                await BeginAsync(stream, "200 OK", right.Length / 2);
                await SendAsync(stream, right[..(right.Length / 2)]);
                break;
            case "garbage":
                var garbage = new byte[100_000];
                new Random(1).NextBytes(garbage);
                await BeginAsync(stream, "200 OK", garbage.Length);
                await SendAsync(stream, garbage);
                break;
            case "wide":
                await BeginAsync(stream, "200 OK", null);
                while (true) await SendAsync(stream, new byte[1 << 20]);
            case "endless":
                await BeginAsync(stream, "200 OK", null);
                await SendAsync(stream, RowsFrom(read(run), 0).TakeWhile(letter => letter != (byte)'\n').Append((byte)'\n').ToArray());
                while (true) await SendAsync(stream, Encoding.ASCII.GetBytes("{\"type\":\"more\"}\n"));
            case "silent":
                await stream.ReadExactlyAsync(new byte[1], _stop.Token);
                break;
            case "redirect":
                await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"));
                break;
            case "failing":
                await BeginAsync(stream, "500 Internal Server Error", 0);
                break;
            default: throw new ArgumentException($"there is no such way: {run}", nameof(run));
        }
    }

    private static byte[] RowsFrom(byte[] records, int row)
    {
        var start = 0;
        for (; row > 0; row--) start = Array.IndexOf(records, (byte)'\n', start) + 1;
        return records[start..];
    }

    private static async Task<string> ReadAddressAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var first = await reader.ReadLineAsync();
        while (await reader.ReadLineAsync() is { Length: > 0 })
        {
            // The head goes on.
        }

        return first!.Split(' ')[1];
    }

    private static async Task BeginAsync(NetworkStream stream, string status, int? length) => await stream.WriteAsync(
        Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nConnection: close\r\n{(length is { } bytes ? $"Content-Length: {bytes}\r\n" : "")}\r\n"));

    private async Task SendAsync(NetworkStream stream, byte[] some)
    {
        await stream.WriteAsync(some, _stop.Token);
        await Task.Delay(Moment, TimeProvider.System, _stop.Token);
    }
}
