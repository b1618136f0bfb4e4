using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Fleet.Tests;

/// <summary>An authority of the test's own, in a directory of its own, and certificates that it signs.</summary>
internal sealed class TestCertificates : IDisposable
{
    private static readonly DateTimeOffset From = TimeProvider.System.GetUtcNow().AddDays(-10);

    private readonly string _directory = Directory.CreateTempSubdirectory("segment-doors-").FullName;
    private readonly X509Certificate2 _authority;
    private int _serial;

    internal TestCertificates()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=an authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        _authority = request.CreateSelfSigned(From, From.AddYears(1));
        File.WriteAllText(Authority, _authority.ExportCertificatePem());
    }

    /// <summary>The file of the authority.</summary>
    internal string Authority => Path.Combine(_directory, "ca.pem");

    /// <summary>Signs a certificate.</summary>
    /// <param name="names">The DNS names in it.</param>
    /// <param name="until">When it ends; null: in half a year.</param>
    /// <param name="uses">What it may be used for; null: both sides.</param>
    internal X509Certificate2 Sign(string[] names, DateTimeOffset? until = null, string[]? uses = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=n1", key, HashAlgorithmName.SHA256);
        if (names.Length > 0)
        {
            var alternative = new SubjectAlternativeNameBuilder();
            foreach (var name in names) alternative.AddDnsName(name);
            request.CertificateExtensions.Add(alternative.Build());
        }

        var oids = new OidCollection();
        foreach (var use in uses ?? [FleetAuthority.ServerUse, FleetAuthority.ClientUse]) oids.Add(new Oid(use));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(oids, false));
        using var signed = request.Create(_authority, From, until ?? From.AddMonths(6), BitConverter.GetBytes(++_serial));
        return signed.CopyWithPrivateKey(key);
    }

    /// <summary>What a node with a certificate of this authority is configured with.</summary>
    internal FleetOptions OptionsOf(string node, X509Certificate2? certificate = null)
    {
        using var own = certificate is null ? Sign([node]) : null;
        var shown = certificate ?? own!;
        var (file, key) = (Path.Combine(_directory, $"{node}.pem"), Path.Combine(_directory, $"{node}.key"));
        File.WriteAllText(file, shown.ExportCertificatePem());
        using var secret = shown.GetECDsaPrivateKey()!;
        File.WriteAllText(key, secret.ExportPkcs8PrivateKeyPem());
        return new FleetOptions
        {
            Node = node,
            Nodes = ["n1", "n2", "n3"],
            Certificate = file,
            Key = key,
            Authority = Authority,
        };
    }

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_directory, recursive: true);
    }
}
