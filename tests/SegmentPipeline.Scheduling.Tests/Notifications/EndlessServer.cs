using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SegmentPipeline.Scheduling.Tests;

/// <summary>A server on a port of its own that begins an answer and never ends it, whatever it is asked; with nothing to say again, it says
/// nothing.</summary>
internal sealed class EndlessServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _serving;

    private EndlessServer(string first, string again)
    {
        _listener.Start();
        _serving = ServeAsync(Encoding.ASCII.GetBytes(first), Encoding.ASCII.GetBytes(again));
    }

    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    internal static EndlessServer Start(string first, string again) => new(first, again);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Stop();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _closing.Dispose();
    }

    private async Task ServeAsync(byte[] first, byte[] again)
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync(_closing.Token);
            try
            {
                var stream = client.GetStream();
                await stream.WriteAsync(first, _closing.Token);
                while (again.Length > 0) await stream.WriteAsync(again, _closing.Token);
                await stream.CopyToAsync(Stream.Null, _closing.Token); // Until it hangs up.
            }
            catch (IOException)
            {
                // It has hung up.
            }
        }
    }
}
