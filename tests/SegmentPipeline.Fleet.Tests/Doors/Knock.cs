using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Fleet.Tests;

/// <summary>What comes of a client that connects to a port and shows a certificate, or none.</summary>
internal sealed record Knock
{
    /// <summary>Whether the client takes the handshake for done. It may do so before the server has judged its
    /// certificate.</summary>
    internal bool IsShaken { get; private init; }

    /// <summary>Whether the server has closed the connection, or broken it off.</summary>
    internal bool IsShut { get; private init; }

    /// <summary>What has come after the handshake, in bytes of what it encrypts.</summary>
    internal int Answered { get; private init; }

    /// <summary>Connects, and waits for the server to say something or to close.</summary>
    /// <param name="port">The port.</param>
    /// <param name="certificate">What the client shows; null: nothing.</param>
    /// <param name="version">The version of TLS.</param>
    internal static async Task<Knock> AtAsync(IPEndPoint port, X509Certificate2? certificate, SslProtocols version)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(port).Soon();
        await using var stream = new SslStream(client.GetStream());
        var isShaken = false;
        try
        {
            await stream.AuthenticateAsClientAsync(OptionsOf(certificate, version)).Soon();
            isShaken = true;
            var answer = new byte[1024];
            var length = await stream.ReadAsync(answer).AsTask().Soon();
            return new Knock { IsShaken = true, IsShut = length == 0, Answered = length };
        }
        catch (Exception cause) when (cause is AuthenticationException or IOException)
        {
            return new Knock { IsShaken = isShaken, IsShut = true };
        }
    }

    /// <summary>Connects, and keeps the connection.</summary>
    /// <returns>The stream, after a handshake that the client takes for done; the connection ends with it.</returns>
    internal static async Task<SslStream> EnterAsync(IPEndPoint port, X509Certificate2 certificate, SslProtocols version)
    {
        var client = new TcpClient();
        await client.ConnectAsync(port).Soon();
        var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsClientAsync(OptionsOf(certificate, version)).Soon();
        return stream;
    }

    private static SslClientAuthenticationOptions OptionsOf(X509Certificate2? certificate, SslProtocols version) => new()
    {
        TargetHost = "n1",
        EnabledSslProtocols = version,
        ClientCertificates = certificate is null ? [] : [certificate],
        LocalCertificateSelectionCallback = certificate is null ? null : (_, _, _, _, _) => certificate,
        RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null,
    };
}
