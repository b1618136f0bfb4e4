using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Fleet.Tests;

/// <summary>Which certificates open a door, and with which a node does not start.</summary>
internal sealed class FleetDoorsTests
{
    private TestCertificates _certificates = null!;
    private FakeLogger _log = null!;

    [SetUp]
    public void SetUp() => (_certificates, _log) = (new TestCertificates(), new FakeLogger());

    [TearDown]
    public void TearDown() => _certificates.Dispose();

    [Test]
    public void Certificate_OfTheFleet_OpensIt([Values("n1", "n3")] string node)
    {
        using var authority = new FleetAuthority([X509CertificateLoader.LoadCertificateFromFile(_certificates.Authority)], ["n1", "n2", "n3"]);
        using var certificate = _certificates.Sign(["elsewhere", node]);

        Assert.That(authority.FaultOf(certificate, FleetAuthority.ClientUse), Is.Null);
        Assert.That(authority.FaultOf(certificate, FleetAuthority.ServerUse), Is.Null);
    }

    [Test]
    public void Certificate_OfAnyNode_OpensIt_WhereNodesAreNotNamed()
    {
        using var authority = new FleetAuthority([X509CertificateLoader.LoadCertificateFromFile(_certificates.Authority)], []);
        using var certificate = _certificates.Sign(["n9"]);

        Assert.That(authority.FaultOf(certificate, FleetAuthority.ClientUse), Is.Null);
    }

    [Test]
    public void Certificate_OfAnotherAuthority_DoesNot()
    {
        using var others = new TestCertificates();
        using var certificate = others.Sign(["n1"]);

        Assert.That(FaultOf(certificate), Is.EqualTo("the authority of the fleet has not signed it"));
    }

    [Test]
    public void Certificate_ThatHasEnded_DoesNot()
    {
        using var certificate = _certificates.Sign(["n1"], TimeProvider.System.GetUtcNow().AddDays(-1));

        Assert.That(FaultOf(certificate), Does.Match("^it is valid from [0-9T:.-]+Z to [0-9T:.-]+Z only$"));
    }

    /// <summary>The common name of all of them is n1.</summary>
    [TestCase("n4", "it names no node of this fleet, but n4")]
    [TestCase("N1", "it names no node of this fleet, but N1")]
    [TestCase("*", "it names no node of this fleet, but *")]
    [TestCase("n1.example", "it names no node of this fleet, but n1.example")]
    [TestCase(null, "it names no node, which is to stand in it as a DNS name")]
    public void Certificate_OfAnotherName_DoesNot(string? name, string fault)
    {
        using var certificate = _certificates.Sign(name is null ? [] : [name]);

        Assert.That(FaultOf(certificate), Is.EqualTo(fault));
    }

    [TestCase(FleetAuthority.ServerUse)]
    [TestCase(FleetAuthority.ClientUse)]
    public void Certificate_ForOneSideOnly_DoesNot(string use)
    {
        using var certificate = _certificates.Sign(["n1"], uses: [use]);
        using var authority = new FleetAuthority([X509CertificateLoader.LoadCertificateFromFile(_certificates.Authority)], ["n1"]);
        var other = use == FleetAuthority.ServerUse ? FleetAuthority.ClientUse : FleetAuthority.ServerUse;

        Assert.That(authority.FaultOf(certificate, use), Is.Null);
        Assert.That(authority.FaultOf(certificate, other), Is.EqualTo("it is not made for clients and servers of TLS"));
    }

    [Test]
    public void Doors_WithoutFiles_AreNone() =>
        Assert.That(FleetDoors.Open(new FleetOptions { Node = "n1" }, TimeProvider.System, _log), Is.Null);

    [Test]
    public void Doors_WithTheFilesOfTheNode_Open()
    {
        using var doors = FleetDoors.Open(_certificates.OptionsOf("n1"), TimeProvider.System, _log);

        Assert.That(doors, Is.Not.Null);
        Assert.That(_log.Collector.Count, Is.Zero);
    }

    [Test]
    public void Certificate_ThatEndsSoon_IsToldOf()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        using var certificate = _certificates.Sign(["n1"], clock.GetUtcNow().AddDays(20));
        using var doors = FleetDoors.Open(_certificates.OptionsOf("n1", certificate), clock, _log);

        Assert.That(_log.LatestRecord.Message, Does.Match("^the certificate of node n1 is valid until [0-9T:.-]+Z only; make another in time$"));
    }

    [Test]
    public void Doors_WithTheCertificateOfAnotherNode_DoNotOpen()
    {
        using var certificate = _certificates.Sign(["n2"]);
        var options = _certificates.OptionsOf("n1", certificate);

        Assert.That(
            () => FleetDoors.Open(options, TimeProvider.System, _log),
            Throws.TypeOf<FleetException>().With.Message.EqualTo(
                $"the certificate {options.Certificate} is not this node's: it names n2, and this node is n1"));
    }

    [Test]
    public void Doors_WithACertificateThatOpensNone_DoNotOpen()
    {
        using var others = new TestCertificates();
        using var certificate = others.Sign(["n1"]);
        var options = _certificates.OptionsOf("n1", certificate);

        Assert.That(
            () => FleetDoors.Open(options, TimeProvider.System, _log),
            Throws.TypeOf<FleetException>().With.Message.EqualTo(
                $"the certificate {options.Certificate} opens no door: the authority of the fleet has not signed it"));
    }

    [TestCase("certificate")]
    [TestCase("key")]
    [TestCase("authority")]
    public void Doors_WithAFileThatIsNoneOfTheirs_DoNotOpen(string which)
    {
        var options = _certificates.OptionsOf("n1");
        var file = which switch { "certificate" => options.Certificate!, "key" => options.Key!, _ => options.Authority! };
        File.WriteAllText(file, "nothing");

        Assert.That(
            () => FleetDoors.Open(options, TimeProvider.System, _log),
            Throws.TypeOf<FleetException>().With.Message.Match($"^(certificate|authority) .* cannot be used: "));
        File.Delete(file);
        Assert.That(() => FleetDoors.Open(options, TimeProvider.System, _log), Throws.TypeOf<FleetException>());
    }

    [Test]
    public void Refusals_AreToldOnceAMinute_WithTheirNumber()
    {
        var clock = new FakeTimeProvider();
        var refused = new RefusedPeers(clock, _log);

        for (var i = 0; i < 1000; i++) refused.Add("first");
        clock.Advance(TimeSpan.FromMinutes(1));
        refused.Add("second");

        Assert.That(
            _log.Collector.GetSnapshot().Select(record => record.Message),
            Is.EqualTo([
                "a certificate was refused, and 0 more since this was said last: first",
                "a certificate was refused, and 999 more since this was said last: second",
            ]));
    }

    private string? FaultOf(X509Certificate2 certificate)
    {
        using var authority = new FleetAuthority([X509CertificateLoader.LoadCertificateFromFile(_certificates.Authority)], ["n1", "n2", "n3"]);
        return authority.FaultOf(certificate, FleetAuthority.ClientUse);
    }
}
