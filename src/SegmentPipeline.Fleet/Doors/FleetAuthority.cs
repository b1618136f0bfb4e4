using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SegmentPipeline.Fleet;

/// <summary>Judges certificates: whether the fleet's own authority has signed them, and whether they name a node.</summary>
/// <remarks>The name of a node stands in the certificate as a DNS name of the subject alternative names; the common name does not count.
/// What the machine itself trusts does not count either, and nobody else is asked.</remarks>
internal sealed class FleetAuthority : IDisposable
{
    /// <summary>What a certificate is used for when it is shown by whoever is connected to.</summary>
    internal const string ServerUse = "1.3.6.1.5.5.7.3.1";

    /// <summary>What it is used for when it is shown by whoever connects.</summary>
    internal const string ClientUse = "1.3.6.1.5.5.7.3.2";

    private readonly X509Certificate2Collection _roots;
    private readonly HashSet<string> _nodes;

    /// <summary>Trusts the certificates of an authority.</summary>
    /// <param name="roots">The certificates; they are this object's from now on.</param>
    /// <param name="nodes">The names of the nodes; none: any name will do.</param>
    internal FleetAuthority(X509Certificate2Collection roots, IEnumerable<string> nodes)
    {
        _roots = roots;
        _nodes = new HashSet<string>(nodes, StringComparer.Ordinal);
    }

    /// <summary>Why a certificate opens no door; null if it does.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="use">What it is used for.</param>
    internal string? FaultOf(X509Certificate2 certificate, string use)
    {
        if (FaultOfChain(certificate, use) is { } fault) return fault;
        var names = NamesOf(certificate);
        if (names.Count == 0) return "it names no node, which is to stand in it as a DNS name";
        return _nodes.Count == 0 || names.Any(_nodes.Contains) ? null : $"it names no node of this fleet, but {string.Join(", ", names)}";
    }

    /// <summary>The nodes that a certificate names; at most eight.</summary>
    internal static IReadOnlyList<string> NamesOf(X509Certificate2 certificate)
    {
        const int Most = 8;
        try
        {
            var alternatives = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>();
            return [.. alternatives.SelectMany(names => names.EnumerateDnsNames()).Take(Most)];
        }
        catch (CryptographicException)
        {
            return [];
        }
    }

    public void Dispose()
    {
        foreach (var root in _roots) root.Dispose();
    }

    private string? FaultOfChain(X509Certificate2 certificate, string use)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_roots);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(use));
        try
        {
            if (chain.Build(certificate)) return null;
            var faults = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (sum, status) => sum | status.Status);
            return WordsOf(faults, certificate);
        }
        catch (CryptographicException cause)
        {
            return $"it cannot be read: {cause.Message.TrimEnd('.')}";
        }
        finally
        {
            foreach (var element in chain.ChainElements) element.Certificate.Dispose();
        }
    }

    private static string WordsOf(X509ChainStatusFlags faults, X509Certificate2 certificate)
    {
        const X509ChainStatusFlags Foreign =
            X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.NotSignatureValid;
        if ((faults & Foreign) != X509ChainStatusFlags.NoError) return "the authority of the fleet has not signed it";
        if (faults.HasFlag(X509ChainStatusFlags.NotTimeValid))
            return $"it is valid from {DayOf(certificate.NotBefore)} to {DayOf(certificate.NotAfter)} only";
        return faults.HasFlag(X509ChainStatusFlags.NotValidForUsage)
            ? "it is not made for clients and servers of TLS"
            : $"it is not valid: {faults}";
    }

    /// <summary>A moment as certificates have it.</summary>
    internal static string DayOf(DateTime time) => Timestamp.FromDateTimeOffset(new DateTimeOffset(time)).ToString();
}
