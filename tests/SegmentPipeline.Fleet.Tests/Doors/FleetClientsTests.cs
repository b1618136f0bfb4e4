using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace SegmentPipeline.Fleet.Tests;

/// <summary>Nodes that fetch answers from each other through doors of TLS.</summary>
internal sealed class FleetClientsTests
{
    private TestCertificates _certificates = null!;
    private FakeLogger _log = null!;

    [SetUp]
    public void SetUp() => (_certificates, _log) = (new TestCertificates(), new FakeLogger());

    [TearDown]
    public void TearDown() => _certificates.Dispose();

    [Test]
    public async Task Node_ShowsItsCertificate_AndBelievesOneOfTheFleet()
    {
        using var certificate = _certificates.Sign(["n2"]);
        await using var door = await DoorAsync(certificate);

        Assert.That(await AskAsync(door), Is.EqualTo("n1"));
    }

    [Test]
    public async Task Door_OfAnotherAuthority_IsNotBelieved()
    {
        using var others = new TestCertificates();
        using var certificate = others.Sign(["n2"]);
        await using var door = await DoorAsync(certificate);

        Assert.That(async () => await AskAsync(door), Throws.TypeOf<HttpRequestException>());
        Assert.That(_log.LatestRecord.Message, Does.Contain("the authority of the fleet has not signed it"));
    }

    [Test]
    public async Task Client_WithoutACertificate_IsToldNothing()
    {
        using var certificate = _certificates.Sign(["n2"]);
        await using var door = await DoorAsync(certificate);
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, peer, _, _) => peer is X509Certificate2 node && IsOfTheFleet(node);
        using var client = new HttpClient(handler);

        Assert.That(async () => await client.GetStringAsync(door.Urls.Single()), Throws.InstanceOf<HttpRequestException>());
    }

    /// <summary>A door that asks for a certificate of the fleet, and says which node has knocked.</summary>
    private async Task<WebApplication> DoorAsync(X509Certificate2 certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(https =>
        {
            https.ServerCertificate = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.ClientCertificateValidation = (peer, _, _) => IsOfTheFleet(peer);
        })));
        var door = builder.Build();
        door.Run(context => context.Response.WriteAsync(FleetAuthority.NamesOf(context.Connection.ClientCertificate!)[0]));
        await door.StartAsync();
        return door;
    }

    private bool IsOfTheFleet(X509Certificate2 peer)
    {
        using var authority = new FleetAuthority([X509CertificateLoader.LoadCertificateFromFile(_certificates.Authority)], ["n1", "n2"]);
        return authority.FaultOf(peer, FleetAuthority.ClientUse) is null;
    }

    private async Task<string> AskAsync(WebApplication door)
    {
        var services = new ServiceCollection();
        services.AddSingleton(_ => new FleetClients(_certificates.OptionsOf("n1"), TimeProvider.System, _log));
        FleetClients.Register(services);
        await using var provider = services.BuildServiceProvider();
        using var client = provider.GetRequiredService<IHttpClientFactory>().CreateClient(FleetClients.ClientName);
        return await client.GetStringAsync(door.Urls.Single());
    }
}
