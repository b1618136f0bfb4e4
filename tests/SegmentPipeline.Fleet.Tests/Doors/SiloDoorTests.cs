using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Testing;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Fleet.Tests;

/// <summary>Both ports of a silo answer whoever shows a certificate of the fleet, and nobody else.</summary>
internal sealed class SiloDoorTests
{
    private TestCertificates _certificates = null!;
    private TestCertificates _others = null!;
    private FleetDoors _doors = null!;
    private TestSilo _silo = null!;

    private static IEnumerable<SslProtocols> Versions => [SslProtocols.Tls12, SslProtocols.Tls13];

    [OneTimeSetUp]
    public async Task Start()
    {
        (_certificates, _others) = (new TestCertificates(), new TestCertificates());
        _doors = FleetDoors.Open(_certificates.OptionsOf("n1"), TimeProvider.System, new FakeLogger())!;
        _silo = await TestSilo.StartAsync("n1", null, _doors);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_silo is not null) await _silo.DisposeAsync();
        _doors?.Dispose();
        _certificates?.Dispose();
        _others?.Dispose();
    }

    [Test]
    public async Task Silos_WithCertificatesOfTheFleet_AreAFleet()
    {
        using var doors2 = FleetDoors.Open(_certificates.OptionsOf("n2"), TimeProvider.System, new FakeLogger());
        using var doors3 = FleetDoors.Open(_certificates.OptionsOf("n3"), TimeProvider.System, new FakeLogger());
        await using (var second = await TestSilo.StartAsync("n2", null, doors2, _silo))
        await using (var third = await TestSilo.StartAsync("n3", null, doors3, _silo))
        {
            await second.UntilAsync(["n1", "n2", "n3"]);
            await _silo.UntilAsync(["n1", "n2", "n3"]);

            var grains = third.Services.GetRequiredService<IGrainFactory>();
            var hosts = await grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true).Soon();
            Assert.That(hosts, Has.Count.EqualTo(3));
        }

        await _silo.UntilAsync(["n1"]);
    }

    [TestCaseSource(nameof(Versions))]
    public async Task Client_WithACertificateOfTheFleet_IsLetIn(SslProtocols version)
    {
        using var certificate = _certificates.Sign(["n2"]);
        foreach (var port in Ports)
        {
            await using var stream = await Knock.EnterAsync(port, certificate, version);
            var answer = stream.ReadAsync(new byte[1]).AsTask();

            // Whoever comes after it has been sent away, and it is still there, or has been answered.
            Assert.That((await Knock.AtAsync(port, null, version)).IsShut, Is.True);
            if (answer.IsCompleted) Assert.That(await answer, Is.EqualTo(1), $"{port}");
        }
    }

    [TestCaseSource(nameof(Versions))]
    public async Task Client_WithoutACertificate_IsToldNothing(SslProtocols version)
    {
        foreach (var port in Ports) await RefusedAsync(port, null, version);
    }

    [TestCaseSource(nameof(Versions))]
    public async Task Client_OfAnotherAuthority_IsToldNothing(SslProtocols version)
    {
        using var certificate = _others.Sign(["n1"]);
        foreach (var port in Ports) await RefusedAsync(port, certificate, version);
    }

    [TestCaseSource(nameof(Versions))]
    public async Task Client_WhoseCertificateHasEnded_IsToldNothing(SslProtocols version)
    {
        using var certificate = _certificates.Sign(["n1"], TimeProvider.System.GetUtcNow().AddHours(-1));
        foreach (var port in Ports) await RefusedAsync(port, certificate, version);
    }

    [TestCaseSource(nameof(Versions))]
    public async Task Client_OfAnotherName_IsToldNothing(SslProtocols version)
    {
        using var certificate = _certificates.Sign(["n4"]);
        foreach (var port in Ports) await RefusedAsync(port, certificate, version);
    }

    [Test]
    public async Task Silo_WithoutCertificates_DoesNotJoin() => await DoesNotJoinAsync(null);

    [Test]
    public async Task Silo_OfAnotherAuthority_DoesNotJoin()
    {
        using var doors = FleetDoors.Open(_others.OptionsOf("n2"), TimeProvider.System, new FakeLogger());

        await DoesNotJoinAsync(doors);
    }

    /// <summary>What another program than ours sees: in version 1.3 the refusal comes after the client has taken the handshake for
    /// done.</summary>
    [TestCase("-tls1_2")]
    [TestCase("-tls1_3")]
    public async Task Openssl_WithoutACertificate_IsRefusedByTheServer(string version)
    {
        foreach (var port in Ports)
        {
            var start = new ProcessStartInfo(
                RequiredTool.Openssl.Require(), ["s_client", version, "-connect", $"{port}", "-ign_eof", "-servername", "n1"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var openssl = Process.Start(start)!;
            openssl.StandardInput.Close();
            var said = await Task.WhenAll(openssl.StandardOutput.ReadToEndAsync(), openssl.StandardError.ReadToEndAsync()).Soon();
            await openssl.WaitForExitAsync().Soon();

            Assert.That(said[0], Does.Contain("Acceptable client certificate CA names").Or.Contain("No client certificate CA names sent"));
            Assert.That(said[0], Does.Not.Contain("Peer signature type: NONE"));
            Assert.That(openssl.ExitCode, Is.Not.Zero, $"{said[0]}\n{said[1]}");
            Assert.That(said[1], Does.Match("alert|unexpected eof|errno"));
        }
    }

    /// <summary>A thousand connections that are no TLS, half of it, or nothing at all.</summary>
    [Test]
    public async Task Port_ThatIsFuzzed_HarmsNothing([ValueSource(typeof(SiloDoorTests), nameof(FuzzSeeds))] int seed)
    {
        const int Connections = 1000;
        const int AtOnce = 250;
        var random = new Random(seed);
        await FuzzAsync(random, AtOnce);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var done = 0; done < Connections; done += AtOnce) await FuzzAsync(random, AtOnce);

        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.That(grown, Is.LessThan(16 << 20), string.Create(CultureInfo.InvariantCulture, $"bytes more after the fuzz of seed {seed}"));
        Assert.That(_silo.Living, Is.EqualTo(["n1"]));
        using var doors = FleetDoors.Open(_certificates.OptionsOf("n2"), TimeProvider.System, new FakeLogger());
        await using (var second = await TestSilo.StartAsync("n2", null, doors, _silo)) await second.UntilAsync(["n1", "n2"]);
        await _silo.UntilAsync(["n1"]);
    }

    private static IEnumerable<int> FuzzSeeds => Seeds.InARow(1);

    private IPEndPoint[] Ports => [_silo.Silo, _silo.Gateway];

    /// <summary>Thrice, since a client may come back with what it was given for resuming.</summary>
    private static async Task RefusedAsync(IPEndPoint port, X509Certificate2? certificate, SslProtocols version)
    {
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            var knock = await Knock.AtAsync(port, certificate, version);

            Assert.That((knock.IsShut, knock.Answered), Is.EqualTo((true, 0)), $"{port}, attempt {attempt}");
        }
    }

    private async Task DoesNotJoinAsync(FleetDoors? doors)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));

        Assert.That(async () => await TestSilo.StartAsync("n2", null, doors, _silo, stop: patience.Token), Throws.Exception);

        Assert.That(_silo.Living, Is.EqualTo(["n1"]));
    }

    /// <summary>Opens connections, does something else wrong with each, and waits until the server has closed all.</summary>
    private async Task FuzzAsync(Random random, int connections)
    {
        var clients = new List<TcpClient>();
        try
        {
            var ends = new List<Task>();
            for (var i = 0; i < connections; i++)
            {
                var client = new TcpClient();
                clients.Add(client);
                await client.ConnectAsync(Ports[i % 2]).Soon();
                ends.Add(SpoilAsync(client, Spoil(random)));
            }

            await Task.WhenAll(ends).WaitAsync(TimeSpan.FromMinutes(1));
        }
        finally
        {
            foreach (var client in clients) client.Dispose();
        }
    }

    /// <summary>Nothing at all; anything; what begins as a hello of TLS and goes on as anything; a hello that is announced and never
    /// comes.</summary>
    private static byte[] Spoil(Random random)
    {
        var bytes = new byte[random.Next(1, 3000)];
        random.NextBytes(bytes);
        var hello = new byte[] { 22, 3, 1, (byte)(bytes.Length >> 8), (byte)(bytes.Length & 255), 1, 0 };
        return random.Next(4) switch
        {
            0 => [],
            1 => bytes,
            2 => [.. hello, .. bytes],
            _ => hello,
        };
    }

    private static async Task SpoilAsync(TcpClient client, byte[] bytes)
    {
        try
        {
            await client.GetStream().WriteAsync(bytes);
            var answer = new byte[4096];
            while (await client.GetStream().ReadAsync(answer) > 0)
            {
                // An alert may come before the end.
            }
        }
        catch (IOException)
        {
            // The server has broken it off.
        }
    }
}
