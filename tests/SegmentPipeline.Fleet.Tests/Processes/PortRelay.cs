using System.Net;
using System.Net.Sockets;

namespace SegmentPipeline.Fleet.Tests;

/// <summary>Passes on what comes to an address to a port of loopback.</summary>
internal sealed class PortRelay : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly int _target;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _listening;

    internal PortRelay(string address, int target)
    {
        _target = target;
        _listener = new TcpListener(IPAddress.Parse(address), 0);
        _listener.Start();
        _listening = ListenAsync();
    }

    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _listening;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true) _ = PassAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (OperationCanceledException)
        {
            // It is over.
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        try
        {
            using var server = new TcpClient();
            using (client)
            {
                await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
                var (here, there) = (client.GetStream(), server.GetStream());
                await Task.WhenAny(here.CopyToAsync(there, _stop.Token), there.CopyToAsync(here, _stop.Token));
            }
        }
        catch (Exception end) when (end is SocketException or IOException or OperationCanceledException)
        {
            // One of both has gone.
        }
    }
}
