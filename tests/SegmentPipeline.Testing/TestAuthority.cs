using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SegmentPipeline.Testing;

/// <summary>Somebody who makes certificates for servers, and whom nobody trusts who is not told to.</summary>
internal sealed class TestAuthority : IDisposable
{
    private const string ForServers = "1.3.6.1.5.5.7.3.1";

    private static readonly DateTimeOffset LongAgo = new(2001, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = new(2002, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset FarAway = new(2099, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly X509Certificate2 _certificate;
    private byte _made;

    internal TestAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=an authority of tests", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _certificate = request.CreateSelfSigned(LongAgo, FarAway);
    }

    /// <summary>What a store is given that shall trust it.</summary>
    internal string Pem => _certificate.ExportCertificatePem();

    /// <summary>A certificate for a host, with its key.</summary>
    internal X509Certificate2 CertificateFor(string host) => Make(host, FarAway);

    /// <summary>One that has run out.</summary>
    internal X509Certificate2 ExpiredFor(string host) => Make(host, Later);

    public void Dispose() => _certificate.Dispose();

    private X509Certificate2 Make(string host, DateTimeOffset end)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ForServers)], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(
            _certificate,
            includeKeyIdentifier: true,
            includeIssuerAndSerial: false));
        using var certificate = request.Create(_certificate, LongAgo, end, [1, ++_made]);
        return certificate.CopyWithPrivateKey(key);
    }
}
