using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace SegmentPipeline.Scheduling;

/// <summary>Whether the certificate of a mail server is trusted: the store of the system decides, and if it does not trust it, this says
/// why. Of one connection.</summary>
internal sealed class MailTrust
{
    private const X509ChainStatusFlags OfNobody = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;
    private const X509ChainStatusFlags OutOfTime = X509ChainStatusFlags.NotTimeValid;

    /// <summary>Why the certificate is not trusted; null if it is, or there has been none.</summary>
    internal string? Fault { get; private set; }

    /// <summary>Judges a certificate.</summary>
    internal bool Accepts(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        Fault = FaultOf(chain, errors);
        return Fault is null;
    }

    private static string? FaultOf(X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None) return null;
        var status = (chain?.ChainStatus ?? []).Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        if ((status & OfNobody) != X509ChainStatusFlags.NoError) return "the certificate of the mail server is of nobody whom this machine trusts";
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return "the certificate of the mail server is for another host name";
        return (status & OutOfTime) != X509ChainStatusFlags.NoError
            ? "the certificate of the mail server has run out, or does not hold yet"
            : "the certificate of the mail server cannot be trusted";
    }
}
