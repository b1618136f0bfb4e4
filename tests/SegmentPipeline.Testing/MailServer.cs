using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace SegmentPipeline.Testing;

/// <summary>How a <see cref="MailServer"/> is encrypted.</summary>
internal enum MailEncryption
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>From STARTTLS on.</summary>
    Start,

    /// <summary>From the first byte on.</summary>
    Whole,

    /// <summary>It offers STARTTLS, and then does not want it.</summary>
    Refused,

    /// <summary>From STARTTLS on, but somebody on the way adds in clear what it should say first when it is encrypted.</summary>
    Injected,
}

/// <summary>A tiny mail server on a port of its own: enough of SMTP for one mail at a time. One that stalls greets and says nothing
/// more.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _serving;
    private readonly X509Certificate2? _certificate;
    private readonly MailEncryption _encryption;

    private MailServer(bool stalls, MailEncryption encryption, X509Certificate2? certificate)
    {
        (Stalls, _encryption, _certificate) = (stalls, encryption, certificate);
        _listener.Start();
        _serving = ServeAsync();
    }

    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The mails, as they came.</summary>
    internal List<string> Mails { get; } = [];

    /// <summary>The lines that came before them.</summary>
    internal List<string> Lines { get; } = [];

    /// <summary>Those of them that came in clear.</summary>
    internal List<string> ClearLines { get; } = [];

    /// <summary>How often somebody came.</summary>
    internal int Connections { get; private set; }

    /// <summary>What it says to who logs in.</summary>
    private string Welcome { get; init; } = "235 come in";

    private bool Stalls { get; }

    internal static MailServer Start(bool stalls = false) => new(stalls, MailEncryption.None, certificate: null);

    /// <summary>Starts one that says something else to who logs in.</summary>
    internal static MailServer Start(string welcome) => new(stalls: false, MailEncryption.None, certificate: null) { Welcome = welcome };

    /// <summary>Starts one that is encrypted.</summary>
    internal static MailServer Start(MailEncryption encryption, X509Certificate2 certificate) =>
        new(stalls: false, encryption, certificate);

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
            Connections++;
            try
            {
                await TalkAsync(client.GetStream());
            }
            catch (Exception cause) when (cause is IOException or AuthenticationException)
            {
                // It has hung up, or does not trust the certificate.
            }
        }
    }

    private async Task TalkAsync(NetworkStream clear)
    {
        if (_encryption == MailEncryption.Whole)
        {
            await using var whole = new SslStream(clear, leaveInnerStreamOpen: true);
            await EncryptAsync(whole);
            await SayAsync(whole, "220 mail");
            await TalkAsync(whole, isClear: false);
            return;
        }

        await SayAsync(clear, "220 mail");
        if (!await TalkAsync(clear, isClear: true)) return;
        await using var started = new SslStream(clear, leaveInnerStreamOpen: true);
        await EncryptAsync(started);
        await TalkAsync(started, isClear: false);
    }

    /// <summary>Talks until the client leaves.</summary>
    /// <returns>Whether it goes on encrypted instead.</returns>
    private async Task<bool> TalkAsync(Stream stream, bool isClear)
    {
        while (await ReadLineAsync(stream) is { } line)
        {
            if (Stalls) continue;
            Lines.Add(line);
            if (isClear) ClearLines.Add(line);
            var verb = line.Split(' ')[0].ToUpperInvariant();
            if (verb == "DATA")
            {
                await SayAsync(stream, "354 go on");
                Mails.Add(await MailAsync(stream));
            }

            await SayAsync(stream, AnswerTo(verb, isClear));
            if (verb == "STARTTLS" && _encryption is MailEncryption.Start or MailEncryption.Injected) return true;
            if (verb == "QUIT") return false;
        }

        return false;
    }

    private string AnswerTo(string verb, bool isClear) => verb switch
    {
        "EHLO" when isClear && _encryption != MailEncryption.None => "250-mail\r\n250 STARTTLS",
        "EHLO" => "250-mail\r\n250 AUTH PLAIN",
        "STARTTLS" when _encryption == MailEncryption.Refused => "454 not now",
        "STARTTLS" when _encryption == MailEncryption.Injected => "220 go on\r\n250-mail\r\n250 AUTH LOGIN",
        "STARTTLS" => "220 go on",
        "AUTH" => Welcome,
        "QUIT" => "221 bye",
        _ => "250 well",
    };

    private Task EncryptAsync(SslStream stream) =>
        stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _closing.Token);

    private async Task<string> MailAsync(Stream stream)
    {
        var mail = new StringBuilder();
        while (await ReadLineAsync(stream) is { } line && line != ".") mail.Append(line).Append('\n');
        return mail.ToString();
    }

    /// <summary>Reads not a byte more: what follows may be of the handshake.</summary>
    private async Task<string?> ReadLineAsync(Stream stream)
    {
        var (line, one) = (new List<byte>(), new byte[1]);
        while (await stream.ReadAsync(one, _closing.Token) == 1)
        {
            if (one[0] == '\n') return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            line.Add(one[0]);
        }

        return null;
    }

    private ValueTask SayAsync(Stream stream, string line) => stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), _closing.Token);
}
