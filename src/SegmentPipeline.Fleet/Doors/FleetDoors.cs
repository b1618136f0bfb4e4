using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Orleans.Connections.Security;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Fleet;

/// <summary>Lets in, at the ports of a silo, whoever shows a certificate of the fleet, and speaks with nobody else.</summary>
internal sealed class FleetDoors : IDisposable
{
    private static readonly TimeSpan SoonEnds = TimeSpan.FromDays(30);
    private static readonly TimeSpan LongestHandshake = TimeSpan.FromSeconds(5);

    private readonly X509Certificate2 _certificate;
    private readonly FleetAuthority _authority;
    private readonly RefusedPeers _refused;

    private FleetDoors(X509Certificate2 certificate, FleetAuthority authority, RefusedPeers refused) =>
        (_certificate, _authority, _refused) = (certificate, authority, refused);

    /// <summary>Reads the files that a configuration names.</summary>
    /// <param name="fleet">The configuration.</param>
    /// <param name="clock">Says whether the certificate ends soon.</param>
    /// <param name="log">Is told of that, and of who is not let in.</param>
    /// <returns>The doors; null if it names no files.</returns>
    /// <exception cref="FleetException">A file cannot be read, or this node's certificate would open no door.</exception>
    internal static FleetDoors? Open(FleetOptions fleet, TimeProvider clock, ILogger log)
    {
        if (!fleet.HasCertificates) return null;
        var authority = new FleetAuthority(
            Read(fleet.Authority!, "authority", () =>
            {
                var roots = new X509Certificate2Collection();
                roots.ImportFromPemFile(fleet.Authority!);
                return roots.Count > 0 ? roots : throw new CryptographicException("there is no certificate in it");
            }),
            fleet.Nodes);
        var certificate = Read(
            fleet.Certificate!, "certificate", () => X509Certificate2.CreateFromPemFile(fleet.Certificate!, fleet.Key!));
        Check(fleet, certificate, authority);
        if (certificate.NotAfter.ToUniversalTime() - clock.GetUtcNow().UtcDateTime < SoonEnds)
            log.CertificateEnds(fleet.Node!, FleetAuthority.DayOf(certificate.NotAfter));
        return new FleetDoors(certificate, authority, new RefusedPeers(clock, log));
    }

    /// <summary>What TLS asks of both sides.</summary>
    /// <param name="options">Where it is told.</param>
    internal void Configure(TlsOptions options)
    {
        options.LocalCertificate = _certificate;
        options.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
        options.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
        options.RemoteCertificateValidation = (peer, _, _) => IsOfTheFleet(peer);
        options.HandshakeTimeout = LongestHandshake;
    }

    /// <summary>What TLS asks of whoever connects to another node over HTTP.</summary>
    /// <param name="options">Where it is told.</param>
    internal void Configure(SslClientAuthenticationOptions options)
    {
        options.ClientCertificates = [_certificate];
        options.RemoteCertificateValidationCallback = (_, peer, _, faults) =>
            faults == SslPolicyErrors.None || (peer is X509Certificate2 certificate && IsServerOfTheFleet(certificate));
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _authority.Dispose();
    }

    /// <summary>Orleans does not say which side the certificate comes from; one of the fleet is good for both.</summary>
    private bool IsOfTheFleet(X509Certificate2 certificate)
    {
        var fault = _authority.FaultOf(certificate, FleetAuthority.ClientUse) ?? _authority.FaultOf(certificate, FleetAuthority.ServerUse);
        if (fault is not null) _refused.Add(fault);
        return fault is null;
    }

    private bool IsServerOfTheFleet(X509Certificate2 certificate)
    {
        var fault = _authority.FaultOf(certificate, FleetAuthority.ServerUse);
        if (fault is not null) _refused.Add(fault);
        return fault is null;
    }

    private static void Check(FleetOptions fleet, X509Certificate2 certificate, FleetAuthority authority)
    {
        var fault = authority.FaultOf(certificate, FleetAuthority.ClientUse) ?? authority.FaultOf(certificate, FleetAuthority.ServerUse);
        if (fault is not null) throw new FleetException($"the certificate {fleet.Certificate} opens no door: {fault}");
        var names = FleetAuthority.NamesOf(certificate);
        if (!names.Contains(fleet.Node))
            throw new FleetException(
                $"the certificate {fleet.Certificate} is not this node's: it names {string.Join(", ", names)}, and this node is {fleet.Node}");
    }

    private static T Read<T>(string path, string key, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new FleetException($"{key} {path} cannot be used: {cause.Message.TrimEnd('.')}", cause);
        }
    }
}
