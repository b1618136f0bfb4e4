using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SegmentPipeline.Hosting;

namespace SegmentPipeline.Scheduling.Tests;

internal sealed class FleetConfigurationTests
{
    private const string OneArchive = """{"archives":[{"name":"a","root":"r"}]}""";
    private const string Doors = "\"certificate\":\"c\",\"key\":\"k\",\"authority\":\"ca\"";

    [Test]
    public void Section_WithEveryKey_IsReadWhole()
    {
        var (options, faults) = Read("""
            {"node":"n1","cluster":"main","databaseFile":"/etc/f","address":"10.0.0.2","siloPort":1,"gatewayPort":65535,"http":"https://n1:8443",
            "directory":"/var/fleet","archive":"a","nodes":["n1","n2"],"certificate":"/c","key":"/k","authority":"/ca"}
            """);

        Assert.That(faults, Is.Empty);
        var fleet = options.Fleet!;
        Assert.That((fleet.Node, fleet.Cluster, fleet.Database, fleet.DatabaseFile), Is.EqualTo(("n1", "main", (string?)null, "/etc/f")));
        Assert.That(
            (fleet.IsLocal, fleet.Address, fleet.SiloPort, fleet.GatewayPort, fleet.Http),
            Is.EqualTo((false, "10.0.0.2", 1, 65535, "https://n1:8443")));
        Assert.That((fleet.Directory, fleet.Archive), Is.EqualTo(("/var/fleet", "a")));
        Assert.That(fleet.Nodes, Is.EqualTo(["n1", "n2"]));
        Assert.That((fleet.Certificate, fleet.Key, fleet.Authority, fleet.HasCertificates), Is.EqualTo(("/c", "/k", "/ca", true)));
        Assert.That(fleet.IsLoopbackOnly, Is.False);
    }

    [Test]
    public void Section_ThatSaysLittle_FollowsFromTheRest()
    {
        var (options, faults) = Read(
            """{"node":"n1","local":true}""",
            """{"archives":[{"name":"a","root":"r","ledger":"/var/lib/x/a.db"},{"name":"b","root":"s","shared":true}]}""");

        Assert.That(faults, Is.Empty);
        var fleet = options.Fleet!;
        Assert.That(
            (fleet.Cluster, fleet.IsLocal, fleet.Primary, fleet.Address, fleet.SiloPort, fleet.GatewayPort, fleet.Http),
            Is.EqualTo(("pipeline", true, (string?)null, "127.0.0.1", 11111, 30000, "http://127.0.0.1:8080")));
        Assert.That((fleet.Directory, fleet.Archive, fleet.IsLoopbackOnly), Is.EqualTo(("/var/lib/x/fleet", "a", true)));
        Assert.That(fleet.Nodes, Is.Empty);
        Assert.That(options.Archives.Select(archive => archive.IsShared), Is.EqualTo([false, true]));
    }

    [Test]
    public void Section_WithOwnPrimary_ReadsTheLocalKeys()
    {
        var (options, faults) = Read("""{"node":"n2","local":true,"primary":"127.0.0.2:11111","address":"127.0.0.3"}""");

        Assert.That(faults, Is.Empty);
        Assert.That((options.Fleet!.Primary, options.Fleet.IsLoopbackOnly), Is.EqualTo(("127.0.0.2:11111", true)));
    }

    [Test]
    public void Section_ThatIsAbsent_MakesNoFleet()
    {
        var (options, faults) = Read("null");

        Assert.That(new ServeOptions().Fleet, Is.Null);
        Assert.That(faults, Is.EqualTo(["fleet:node: the node has no name", NoPlace]));
        Assert.That(options.Fleet, Is.Not.Null);
        options = new ServeOptions();
        Assert.That(FleetConfiguration.Read(new ConfigurationBuilder().Build(), options), Is.Empty);
        Assert.That(options.Fleet, Is.Null);
    }

    [TestCase("http://*:81", "10.0.0.2", "http://10.0.0.2:81")]
    [TestCase("http://0.0.0.0:81;http://127.0.0.1:82", "10.0.0.2", "http://10.0.0.2:81")]
    [TestCase("http://[::]:81", "2001:db8::1", "http://[2001:db8::1]:81")]
    [TestCase("http://[2001:db8::2]:81", "2001:db8::1", "http://[2001:db8::2]:81")]
    [TestCase("http://10.0.0.3:81", "10.0.0.2", "http://10.0.0.3:81")]
    [TestCase("http://10.0.0.3:0", "10.0.0.2", null)]
    public void Http_ThatIsLeftOut_IsWhereTheHostListens(string urls, string address, string? http)
    {
        var (options, faults) = Read(
            $$"""{"node":"n1","database":"d","address":"{{address}}",{{Doors}}}""",
            $$"""{"urls":"{{urls}}","archives":[{"name":"a","root":"r"}]}""");

        Assert.That(faults, Is.Empty);
        Assert.That(options.Fleet!.Http, Is.EqualTo(http));
    }

    [TestCase("""[{"name":"a","root":"r"}]""", "a")]
    [TestCase("""[{"name":"a","root":"r","shared":true}]""", "a")]
    [TestCase("""[{"name":"a","root":"r","shared":true},{"name":"b","root":"s"}]""", "b")]
    [TestCase("""[{"name":"a","root":"r"},{"name":"b","root":"s","publish":true,"default":true}]""", "b")]
    public void Archive_ThatIsLeftOut_IsTheOnlyOneOrTheDefault(string archives, string archive)
    {
        var (options, faults) = Read("""{"node":"n1","local":true}""", $$"""{"archives":{{archives}}}""");

        Assert.That(faults, Is.Empty);
        Assert.That(options.Fleet!.Archive, Is.EqualTo(archive));
    }

    private const string NoCertificates =
        "fleet:certificate: a silo that other machines can reach needs certificate, key and authority; or listen on 127.0.0.1";

    private const string NoPlace = "fleet:database: nothing says where the fleet keeps who is there; set one of database, databaseFile and local";
    private const string TwoPlaces = "fleet:database: the fleet keeps in one place who is there; set only one of database, databaseFile and local";

    [TestCase("\"n1\"", "fleet: a section is expected, such as { \"node\": \"n1\", \"local\": true }")]
    [TestCase("{}", $"fleet:node: the node has no name|{NoPlace}")]
    [TestCase("""{"nod":"n1","node":"n1","local":true}""", "fleet:nod: no such key; did you mean node?")]
    [TestCase(
        """{"node":"-","cluster":"a b","local":true}""",
        "fleet:node: '-' cannot be a name; use letters, digits, '.', '_' and '-', at most 64 of them, and begin with a letter or a digit|fleet:cluster: 'a b' cannot be a name; use letters, digits, '.', '_' and '-', at most 64 of them, and begin with a letter or a digit"
    )]
    [TestCase("""{"node":"n1","database":"d","databaseFile":"f"}""", TwoPlaces)]
    [TestCase("""{"node":"n1","database":"d","local":true}""", TwoPlaces)]
    [TestCase("""{"node":"n1","databaseFile":"f","local":true}""", TwoPlaces)]
    [TestCase("""{"node":"n1","local":false}""", NoPlace)]
    [TestCase(
        """{"node":"n1","database":"d","primary":"127.0.0.1:1"}""",
        "fleet:primary: with a database no silo keeps who is there; leave it out, or set local to true"
    )]
    [TestCase("""{"node":"n1","local":true,"primary":"127.0.0.1"}""", "fleet:primary: '127.0.0.1' is not the address of a silo; write 127.0.0.1:11111")]
    [TestCase("""{"node":"n1","local":true,"primary":"0.0.0.0:1"}""",
        "fleet:primary: '0.0.0.0:1' is not the address of a silo; write 127.0.0.1:11111|fleet:certificate: a silo that other machines can reach needs certificate, key and authority; or listen on 127.0.0.1|fleet:http: no other machine reaches http://127.0.0.1:8080; write where the other nodes reach this host over HTTP, and listen there")]
    [TestCase("""{"node":"n1","local":true,"siloPort":0}""", "fleet:siloPort: '0' is not a port; write a whole number from 1 to 65535")]
    [TestCase("""{"node":"n1","local":true,"gatewayPort":65536}""", "fleet:gatewayPort: '65536' is not a port; write a whole number from 1 to 65535")]
    [TestCase("""{"node":"n1","local":true,"siloPort":9,"gatewayPort":9}""", "fleet:gatewayPort: silos are answered on port 9 already; take another")]
    [TestCase("""{"node":"n1","local":true,"siloPort":8080}""", "fleet:siloPort: HTTP is answered there already, on http://127.0.0.1:8080; take another")]
    [TestCase("""{"node":"n1","local":true,"gatewayPort":8080}""", "fleet:gatewayPort: HTTP is answered there already, on http://127.0.0.1:8080; take another")]
    [TestCase("""{"node":"n1","local":true,"address":"node1"}""",
        "fleet:address: 'node1' is not an address of this machine at which other nodes reach it; write 10.0.0.2|fleet:http: no other machine reaches http://127.0.0.1:8080; write where the other nodes reach this host over HTTP, and listen there|fleet:certificate: a silo that other machines can reach needs certificate, key and authority; or listen on 127.0.0.1")]
    [TestCase("""{"node":"n1","local":true,"http":"n1:8080"}""", "fleet:http: 'n1:8080' is no address of a node; write http://HOST:PORT")]
    [TestCase("""{"node":"n1","local":true,"nodes":["n2","n2","a b"]}""",
        "fleet:nodes:1: 'n2' stands there twice|fleet:nodes:2: 'a b' cannot be a name; use letters, digits, '.', '_' and '-', at most 64 of them, and begin with a letter or a digit|fleet:nodes: this node, 'n1', is not among them")]
    [TestCase("""{"node":"n1","local":true,"archive":"b"}""", "fleet:archive: there is no archive 'b'; the archives are a")]
    [TestCase("""{"node":"n1","local":true,"certificate":"c"}""", "fleet:key: no file is named; certificate, key and authority belong together")]
    [TestCase("""{"node":"n1","local":true,"key":"c","authority":"a"}""", "fleet:certificate: no file is named; certificate, key and authority belong together")]
    public void Section_ThatIsWrong_IsToldWholly(string json, string faults) =>
        Assert.That(Read(json).Faults, Is.EquivalentTo(faults.Split('|')));

    [Test]
    public void Archives_OfWhichNoneIsTheDefault_MustBeNamed() => Assert.That(
        Read("""{"node":"n1","local":true}""", """{"archives":[{"name":"a","root":"r"},{"name":"b","root":"s"}]}""").Faults,
        Is.EqualTo(["fleet:archive: there are several archives, and none is the default; name the one that takes part"]));

    [TestCase("10.0.0.2", false, true)]
    [TestCase("2001:db8::1", false, true)]
    [TestCase("10.0.0.2", true, false)]
    [TestCase("127.0.0.9", false, false)]
    [TestCase("::1", false, false)]
    public void Address_BeyondThisMachine_NeedsCertificates(string address, bool hasCertificates, bool isRefused)
    {
        var doors = hasCertificates ? "," + Doors : "";
        var (_, faults) = Read($$"""{"node":"n1","database":"d","address":"{{address}}","http":"https://n1"{{doors}}}""");

        Assert.That(faults, Is.EqualTo(isRefused ? [NoCertificates] : Array.Empty<string>()));
    }

    [Test]
    public void Host_OfAFleetThatIsWrong_DoesNotStart()
    {
        var configuration = Open($$"""{"serve":{{OneArchive}},"fleet":{"node":"n1"} }""");
        using var services = new ServiceCollection().AddSegmentPipelineSchedule(configuration).BuildServiceProvider();

        Assert.That(
            () => services.GetRequiredService<IOptions<ServeOptions>>().Value,
            Throws.TypeOf<OptionsValidationException>().With.Property("Failures").EqualTo(new[] { NoPlace }));
    }

    private static (ServeOptions Options, IReadOnlyList<string> Faults) Read(string fleet, string serve = OneArchive)
    {
        var options = new ServeOptions();
        var configuration = Open($$"""{"serve":{{serve}},"fleet":{{fleet}}}""");
        Assert.That(ServeConfiguration.Read(configuration.GetSection("serve"), new PipelineOptions(), options), Is.Empty);
        return (options, [.. FleetConfiguration.Read(configuration, options).Select(fault => fault.ToString())]);
    }

    private static IConfigurationRoot Open(string json) =>
        new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();
}
