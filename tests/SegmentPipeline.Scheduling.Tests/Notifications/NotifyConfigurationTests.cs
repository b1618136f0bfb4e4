using System.Text;
using Microsoft.Extensions.Configuration;
using SegmentPipeline.Hosting;

namespace SegmentPipeline.Scheduling.Tests;

/// <summary>How it is configured who is told.</summary>
internal sealed class NotifyConfigurationTests
{
    [Test]
    public void Hooks_WithEveryKey_AreReadWhole()
    {
        var (hooks, faults) = Read("""
            {"name":"desk","webhook":"https://example.org/a","secretFile":"/k","template":"slack","archives":["a"],"atLeast":"5s",
             "patience":"2h","quiet":"22:00-07:00","timeZone":"Europe/Berlin","every":"15m"},
            {"name":"pager","command":["/bin/page","-x"]},
            {"name":"mail","secretEnvironment":"K","email":{"host":"h","port":2525,"tls":"tls","from":"a@b.c","to":["d@e.f"],"user":"u"} },
            {"name":"dog","ping":{"start":"https://a.b/1","success":"https://a.b/2","failure":"https://a.b/3","method":"post"} }
            """);

        Assert.That(faults, Is.Empty);
        var desk = hooks[0];
        Assert.That(
            (desk.Webhook, desk.SecretFile, desk.Template, desk.AtLeast, desk.Patience, $"{desk.Quiet}", desk.TimeZone.Id, desk.Every),
            Is.EqualTo((
                "https://example.org/a", "/k", (NotifyTemplate?)NotifyTemplate.Slack, (TimeSpan?)TimeSpan.FromSeconds(5),
                (TimeSpan?)TimeSpan.FromHours(2), "22:00-07:00", "Europe/Berlin", (TimeSpan?)TimeSpan.FromMinutes(15))));
        Assert.That(desk.Archives, Is.EqualTo(["a"]));
        Assert.That(hooks[1].Command, Is.EqualTo(["/bin/page", "-x"]));
        var email = hooks[2].Email!;
        Assert.That((email.Host, email.PortInUse, email.Tls, email.From, email.User), Is.EqualTo(("h", 2525, NotifyTls.Whole, "a@b.c", "u")));
        Assert.That(hooks[3].Ping!.IsPosted, Is.True);
        Assert.That(hooks.Select(NotifyTest.KindOf), Is.EqualTo(["webhook", "command", "email", "ping"]));
    }

    [TestCase("""{"webhook":"https://a.b"}""", "notify:0:name: the hook has no name")]
    [TestCase("""{"name":"a"}""", "notify:0:webhook: a hook has exactly one of webhook, command, email and ping")]
    [TestCase("""{"name":"a","webhook":"https://a.b","command":["c"]}""", "notify:0:webhook: a hook has exactly one of")]
    [TestCase("""{"name":"a","webhook":"ftp://a.b/SECRET"}""", "notify:0:webhook: this is no address; write https://HOST/PATH")]
    [TestCase("""{"name":"a","webhook":"https://u:SECRET@a.b"}""", "notify:0:webhook: this is no address; write https://HOST/PATH")]
    [TestCase("""{"name":"a","webhook":"https://a.b","archives":["z"]}""", "notify:0:archives: there is no archive 'z'")]
    [TestCase("""{"name":"a","webhook":"https://a.b","template":"teams"}""", "notify:0:template: 'teams' is none of plain, slack, discord, zulip, ntfy")]
    [TestCase("""{"name":"a","webhook":"https://a.b","secretFile":"f","secretEnvironment":"E"}""", "notify:0:secretFile: a secret is either")]
    [TestCase("""{"name":"a","webhook":"https://a.b","quiet":"22-7"}""", "notify:0:quiet: '22-7' is no part of a day")]
    [TestCase("""{"name":"a","webhook":"https://a.b","every":"often"}""", "notify:0:every: 'often' is not a duration")]
    [TestCase("""{"name":"a","webhook":"https://a.b","patience":"0"}""", "notify:0:patience: a copy must have some time to answer")]
    [TestCase("""{"name":"a","webhook":"https://a.b","hook":"x"}""", "notify:0:hook: no such key")]
    [TestCase("""{"name":"a","command":["c"],"secretFile":"f"}""", "notify:0:secretFile: only a webhook and email have a secret")]
    [TestCase("""{"name":"a","command":["c"],"template":"slack"}""", "notify:0:template: only a webhook has a template")]
    [TestCase("""{"name":"a","ping":{"method":"get"} }""", "notify:0:ping: no address is named; give start, success or failure")]
    [TestCase("""{"name":"a","ping":{"start":"SECRET"} }""", "notify:0:ping:start: this is no address")]
    [TestCase("""{"name":"a","ping":{"start":"https://a.b"},"every":"1m"}""", "notify:0:every: a ping tells of runs only, each at its time")]
    [TestCase("""{"name":"a","email":{"from":"a@b.c","to":["a@b.c"]} }""", "notify:0:email:host: no mail server is named")]
    [TestCase("""{"name":"a","email":{"host":"h","to":["a@b.c"]} }""", "notify:0:email:from: nobody is named who sends")]
    [TestCase("""{"name":"a","email":{"host":"h","from":"a@b.c"} }""", "notify:0:email:to: nobody is named whom to send to")]
    [TestCase("""{"name":"a","email":{"host":"h","from":"a@b.c","to":["a@b.c"],"port":0} }""", "notify:0:email:port: '0' is not a port")]
    [TestCase("""{"name":"a","email":{"host":"h","from":"a@b.c","to":["a@b.c"],"tls":"yes"} }""", "notify:0:email:tls: 'yes' is none of none, starttls, tls")]
    [TestCase("""{"name":"a","email":{"host":"h","from":"a@b.c","to":["a@b.c"],"user":"u"} }""", "notify:0:email:user: the user has no password")]
    [TestCase("""{"name":"a","secretFile":"f","email":{"host":"h","from":"a@b.c","to":["a@b.c"]} }""", "notify:0:email:user: there is a password, but no user")]
    [TestCase("""{"name":"a","secretFile":"f","email":{"host":"h","from":"a@b.c","to":["a@b.c"],"user":"u","tls":"none"} }""", "notify:0:email:tls: a password is not sent unencrypted")]
    public void Hook_ThatBreaksARule_IsTold_AndNoAddressWithIt(string hook, string expected)
    {
        var (_, faults) = Read(hook);

        Assert.That(faults, Has.Some.StartsWith(expected));
        Assert.That(string.Join('\n', faults), Does.Not.Contain("SECRET"));
    }

    [Test]
    public void Faults_OfAllHooks_AreToldAtOnce()
    {
        var (_, faults) = Read("""{"name":"a"},{"name":"A","webhook":"x","template":"y"},{"name":"c","command":["c"],"every":"-"}""");

        Assert.That(faults.Select(fault => string.Join(':', fault.Split(':').Take(3))), Is.EquivalentTo((string[])[
            "notify:0:webhook", "notify:1:template", "notify:1:name", "notify:1:webhook", "notify:2:every",
        ]));
    }

    private static (IReadOnlyList<NotifyHook> Hooks, IReadOnlyList<string> Faults) Read(string hooks)
    {
        var json = $$"""{"archives":[{"name":"a","root":"/a"}],"notify":[{{hooks}}]}""";
        var section = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();
        var options = new ServeOptions();
        var faults = ServeConfiguration.Read(section, new PipelineOptions(), options);
        return (options.Notify, [.. faults.Select(fault => fault.ToString())]);
    }
}
