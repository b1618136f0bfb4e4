using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using SegmentPipeline.Hosting;
using SegmentPipeline.Ledger;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Scheduling.Tests.Checking;

/// <summary>Whether what a host needs is there, asked without a host.</summary>
internal sealed class ServeCheckTests
{
    private const string Secret = "s3cr3t-planted";

    private readonly ArchiveBuilder _tree = new();

    private string Home => Path.GetDirectoryName(_tree.Root)!;

    [SetUp]
    public void LayOut() => _tree.File("c", "q", "2026-03-28T22", SegmentNames.Full("00:00"));

    [TearDown]
    public void Remove() => _tree.Dispose();

    [Test]
    public async Task Everything_AsItShouldBe_HasNoFaultAndIsLeftAsItIs()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var mail = MailServer.Start();
        await AuditAsync();
        await File.WriteAllTextAsync(Path.Combine(Home, "key"), Secret);
        var before = Everything();

        var items = await LookAsync($$"""
            "replicas":[{"name":"disk","location":"{{Home}}"},{"name":"node","location":"{{receiver.Url}}"}],
            "reports":[{"format":"html","output":"{{Home}}/a-{date}.html"}]
            """, $$"""
            {"name":"desk","webhook":"{{receiver.Url}}/{{Secret}}","secretFile":"{{Home}}/key"},
            {"name":"pager","command":["{{RequiredTool.Bash.Require()}}"]},
            {"name":"mail","email":{"host":"127.0.0.1","port":{{mail.Port}},"tls":"none","from":"a@example.org","to":["b@example.org"]} },
            {"name":"dog","ping":{"start":"{{receiver.Url}}/{{Secret}}","success":"{{receiver.Url}}/{{Secret}}"} }
            """);

        Assert.That(
            items.Where(item => item.Fault is not null).Select(item => $"{item.Group} {item.Subject.Split(' ')[1]}: {item.Fault}"),
            Is.EqualTo(["archive a node: its answer is no listing"]), "this receiver is no node");
        Assert.That(
            items.Select(item => item.Subject.Split(' ')[0]),
            Is.EqualTo(["root", "ledger", "report", "replica", "replica", "webhook", "file", "command", "mail", "ping", "ping"]));
        Assert.That(Everything(), Is.EqualTo(before));
        Assert.That(receiver.Requests.Select(request => request.Path), Is.EqualTo(["/files"]), "of a node, one question; of hooks, none");
        Assert.That(mail.Mails, Is.Empty);
        Assert.That(string.Join('\n', items), Does.Not.Contain(Secret));
    }

    [Test]
    public async Task Everything_ThatIsWrong_IsToldOnceEachAndWithoutSecrets()
    {
        var file = Path.Combine(Home, "program");
        await File.WriteAllTextAsync(file, Secret);
        Directory.Delete(_tree.Root, recursive: true);
        using var deaf = new DeafPort();
        var port = deaf.Number;

        var items = await LookAsync($$"""
            "replicas":[{"name":"disk","location":"{{Home}}/nowhere"},{"name":"node","location":"http://127.0.0.1:{{port}}"}],
            "reports":[{"output":"{{Home}}/nowhere/a.ndjson"}]
            """, $$"""
            {"name":"desk","webhook":"http://{{Secret}}.invalid/{{Secret}}","secretFile":"{{Home}}/nowhere"},
            {"name":"env","webhook":"http://127.0.0.1/{{Secret}}","secretEnvironment":"NOBODY_SETS_THIS_{{Environment.ProcessId}}"},
            {"name":"pager","command":["{{file}}"]},
            {"name":"gone","command":["there-is-no-such-program-{{port}}"]},
            {"name":"mail","email":{"host":"127.0.0.1","port":{{port}},"tls":"none","from":"a@example.org","to":["b@example.org"]} }
            """, ledger: $"{Home}/nowhere/a.db");

        Assert.That(items.Select(item => item.Fault), Is.EqualTo((string?[])
        [
            $"there is no directory {_tree.Root}",
            $"there is no directory {Home}/nowhere",
            $"cannot write the report {Home}/nowhere/a.ndjson: there is no directory {Home}/nowhere",
            "there is no such directory",
            items[4].Fault,
            "its name cannot be resolved",
            "the file of the secret cannot be read",
            null,
            "the environment has no such secret",
            "it cannot be started: it is not executable",
            "there is no such program",
            "the mail server cannot be reached",
        ]));
        Assert.That(items[4].Fault, Is.Not.Null.And.Not.Empty);
        Assert.That(string.Join('\n', items), Does.Not.Contain(Secret));
    }

    [TestCase("235 come in", null)]
    [TestCase("535 who are you, $SECRET", "the mail server does not take the user and the password")]
    public async Task MailServer_ThatWantsAUser_IsLoggedInToAndNothingIsSent(string welcome, string? fault)
    {
        await using var mail = MailServer.Start(welcome.Replace("$SECRET", Secret, StringComparison.Ordinal));
        await File.WriteAllTextAsync(Path.Combine(Home, "key"), Secret);

        var items = await LookAsync("", MailWithUser(mail.Port));

        Assert.That(items.Single(item => item.Subject.StartsWith("mail", StringComparison.Ordinal)).Fault, Is.EqualTo(fault));
        Assert.That(mail.Lines.Select(line => line.Split(' ')[0]), Is.SubsetOf((string[])["EHLO", "AUTH", "QUIT"]).And.Contains("AUTH"));
        Assert.That(mail.Mails, Is.Empty);
        Assert.That(string.Join('\n', items), Does.Not.Contain(Secret));
    }

    [Test]
    public async Task MailServer_OfAPasswordThatCannotBeRead_IsOnlyGreeted()
    {
        await using var mail = MailServer.Start();

        var items = await LookAsync("", MailWithUser(mail.Port));

        Assert.That(
            items.Where(item => item.Fault is not null).Select(item => $"{item.Subject}: {item.Fault}"),
            Has.Some.EqualTo("file of the secret: the file of the secret cannot be read").And.None.StartsWith("mail"));
        Assert.That(mail.Lines.Select(line => line.Split(' ')[0]), Is.EqualTo((string[])["EHLO", "QUIT"]));
    }

    [TestCase(null, "the file of the secret cannot be read")]
    [TestCase("short", "the secret has less than 16 characters")]
    [TestCase("planted-and-long-enough", null)]
    public async Task Token_OfTheSite_IsReadAndNotTold(string? token, string? fault)
    {
        var file = Path.Combine(Home, "token");
        if (token is not null) await File.WriteAllTextAsync(file, token + "\n");
        var options = Options("", "");
        options.Site.TokenFile = file;

        var item = (await ServeCheck.RunAsync(options).Soon())[^1];

        Assert.That((item.Group, item.Subject, item.Fault), Is.EqualTo(("site", "file of the token", fault)));
    }

    [Test]
    public async Task Others_ThatNeverAnswer_HoldNothingUpBeyondTheWhole()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start(); // The kernel takes connections; nobody answers.
        await using var mail = MailServer.Start(stalls: true);
        var clock = new FakeTimeProvider(Timestamp.Parse("2026-04-02").ToDateTimeOffset());
        var options = Options($$"""
            "replicas":[{"name":"node","location":"http://{{silent.LocalEndpoint}}"}]
            """, $$"""
            {"name":"mail","email":{"host":"127.0.0.1","port":{{mail.Port}},"tls":"none","from":"a@example.org","to":["b@example.org"]} }
            """);
        var never = new TaskCompletionSource<string?>();
        var stuck = new HostCheck { Group = "host", Subject = "stuck", FaultAsync = _ => never.Task };

        var looking = ServeCheck.RunAsync(options, [stuck], clock);
        clock.Advance(ServeCheck.Longest);
        var items = await looking.Soon();

        Assert.That(items.Skip(2).Select(item => item.Fault), Has.Exactly(3).Not.Null);
        Assert.That(items[^1].Fault, Is.EqualTo("it has not answered for 20 s"));
    }

    [Test]
    public async Task Look_ThatBreaks_IsTheAnswerWithoutItsText()
    {
        var broken = new HostCheck
        {
            Group = "host",
            Subject = "broken",
            FaultAsync = _ => Task.FromException<string?>(new InvalidOperationException(Secret)),
        };

        var items = await ServeCheck.RunAsync(Options("", ""), [broken]).Soon();

        Assert.That(items[^1].Fault, Is.EqualTo("internal error, please report it: InvalidOperationException"));
    }

    [Test]
    public void Work_ByCron_IsToldAcrossTheChangeToSummerTime()
    {
        var options = Options(
            """
            "cron":"30 2 * * *","timeZone":"Europe/Berlin","replicas":[{"name":"b","location":"/b"}],"fill":{"every":"5m"},
            "verify":{"rate":"1MiB/s","window":"22:00-05:00"}
            """,
            "");

        var works = ServeCheck.WorkAfter(options, Timestamp.Parse("2026-03-28T12").ToDateTimeOffset());

        Assert.That(works.Select(work => work.Work), Is.EqualTo(["audit", "fill", "verify"]));
        Assert.That(
            works[0].Next.Select(next => next.ToString("yyyy-MM-dd'T'HH:mmzzz", System.Globalization.CultureInfo.InvariantCulture)),
            Is.EqualTo(["2026-03-29T03:00+02:00", "2026-03-30T02:30+02:00", "2026-03-31T02:30+02:00"]));
        Assert.That(works[1].Rule, Is.EqualTo("at the start, and 5 m after each pass"));
        Assert.That(works[2].Rule, Is.EqualTo("at the start, 10 m after each pass, reading from 22:00-05:00 only"));
    }

    private string MailWithUser(int port) => $$"""
        {"name":"mail","secretFile":"{{Home}}/key","email":{
            "host":"127.0.0.1","port":{{port}},"tls":"none","from":"a@example.org","to":["b@example.org"],"user":"u"} }
        """;

    private Task<IReadOnlyList<CheckedItem>> LookAsync(string more, string hooks, string? ledger = null) =>
        ServeCheck.RunAsync(Options(more, hooks, ledger)).Soon();

    private ServeOptions Options(string more, string hooks, string? ledger = null)
    {
        var json = $$"""
            {"archives":[{"name":"a","root":"{{_tree.Root}}","ledger":"{{ledger ?? $"{Home}/a.db"}}"{{(more.Length == 0 ? "" : "," + more)}} }],
            "notify":[{{hooks}}]}
            """;
        var options = new ServeOptions();
        var section = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();
        Assert.That(ServeConfiguration.Read(section, new PipelineOptions(), options), Is.Empty);
        return options;
    }

    private List<string> Everything() =>
    [
        .. Directory.EnumerateFileSystemEntries(Home, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => $"{path} {File.GetLastWriteTimeUtc(path):O}"),
    ];

    private async Task AuditAsync()
    {
        await using var archive = SegmentArchive.Open(_tree.Root);
        using var ledger = AuditLedger.Open(Path.Combine(Home, "a.db"), _tree.Root);
        await foreach (var _ in ledger.AuditAsync(archive, new AuditRequest()))
        {
            // To its end.
        }
    }
}
