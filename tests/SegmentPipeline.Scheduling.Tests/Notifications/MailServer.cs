using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SegmentPipeline.Scheduling.Tests;

/// <summary>A tiny mail server on a port of its own, without encryption: enough of SMTP for one mail at a time. One that stalls greets and
/// says nothing more.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _serving;

    private MailServer(bool stalls)
    {
        Stalls = stalls;
        _listener.Start();
        _serving = ServeAsync();
    }

    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The mails, as they came.</summary>
    internal List<string> Mails { get; } = [];

    /// <summary>The lines that came before them.</summary>
    internal List<string> Lines { get; } = [];

    private bool Stalls { get; }

    internal static MailServer Start(bool stalls = false) => new(stalls);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Stop();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _closing.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync(_closing.Token);
            try
            {
                await TalkAsync(client);
            }
            catch (IOException)
            {
                // It has hung up.
            }
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await SayAsync(stream, "220 mail");
        while (await reader.ReadLineAsync(_closing.Token) is { } line)
        {
            if (Stalls) continue;
            Lines.Add(line);
            var verb = line.Split(' ')[0].ToUpperInvariant();
            if (verb == "DATA")
            {
                await SayAsync(stream, "354 go on");
                Mails.Add(await MailAsync(reader));
            }

            await SayAsync(stream, verb switch
            {
                "EHLO" => "250-mail\r\n250 AUTH PLAIN",
                "AUTH" => "235 come in",
                "QUIT" => "221 bye",
                _ => "250 well",
            });
            if (verb == "QUIT") return;
        }
    }

    private async Task<string> MailAsync(StreamReader reader)
    {
        var mail = new StringBuilder();
        while (await reader.ReadLineAsync(_closing.Token) is { } line && line != ".") mail.Append(line).Append('\n');
        return mail.ToString();
    }

    private ValueTask SayAsync(NetworkStream stream, string line) => stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), _closing.Token);
}
