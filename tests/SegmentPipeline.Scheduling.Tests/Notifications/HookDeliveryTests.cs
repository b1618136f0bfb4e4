using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Scheduling.Tests;

/// <summary>Deliveries to receivers of all sorts: bounded whatever these do.</summary>
internal sealed class HookDeliveryTests
{
    private const string Secret = "k3y-that-nobody-sees";

    private static readonly HookMessage Message = new()
    {
        Id = "0199-id",
        Hook = "desk",
        Time = Timestamp.Parse("2026-03-29T03:00:00Z"),
        Notice = Notice.Of("a", [new NoticeItem
        {
            Archive = "a",
            Kind = NoticeKind.Lost,
            Change = NoticeChange.New,
            Subject = "c/<q> @here",
            Range = TimeRange.Parse("2026-03-28T22:00:02Z", "2026-03-28T22:00:10Z"),
            Files = 1,
        }]),
    };

    private static readonly DeliveryBounds Usual = new() { Pause = TimeSpan.FromMilliseconds(1) };

    /// <summary>For those who answer: a machine that is busy may take long for it.</summary>
    private static readonly DeliveryBounds Once = new() { Retries = 0 };

    /// <summary>For those who never do.</summary>
    private static readonly DeliveryBounds Impatient = new()
    {
        Try = TimeSpan.FromSeconds(1),
        Command = TimeSpan.FromSeconds(2),
        Retries = 0,
    };

    private string _home = "";
    private HookReceiver _receiver = null!;

    [SetUp]
    public async Task Start()
    {
        _home = Directory.CreateTempSubdirectory("segment-hooks-").FullName;
        _receiver = await HookReceiver.StartAsync();
    }

    [TearDown]
    public async Task Stop()
    {
        await _receiver.DisposeAsync();
        Directory.Delete(_home, recursive: true);
    }

    [Test]
    public async Task Webhook_WithASecret_SignsTheBodyAndNamesTheMessage()
    {
        var key = Path.Combine(_home, "key");
        await File.WriteAllTextAsync(key, Secret + "\n");

        Assert.That(await SendAsync(new NotifyHook { Name = "desk", Webhook = _receiver.Url + "/ok", SecretFile = key }), Is.Null);

        var request = _receiver.Requests.Single();
        var digest = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), request.Body));
        Assert.That(request.Headers["X-Pipeline-Signature"], Is.EqualTo("sha256=" + digest));
        Assert.That(request.Headers["Idempotency-Key"], Is.EqualTo("0199-id"));
        Assert.That(request.Text, Does.Not.Contain(Secret));
        using var json = JsonDocument.Parse(request.Body);
        Assert.That(json.RootElement.GetProperty("id").GetString(), Is.EqualTo("0199-id"));
        Assert.That(json.RootElement.GetProperty("status").GetString(), Is.EqualTo("trouble"));
        Assert.That(json.RootElement.GetProperty("title").GetString(), Is.EqualTo("a: 1 loss of coverage"));
        Assert.That(json.RootElement.GetProperty("counts").GetProperty("lost").GetInt64(), Is.EqualTo(1));
        Assert.That(json.RootElement.GetProperty("items")[0].GetProperty("files").GetInt64(), Is.EqualTo(1));
    }

    [Test]
    public async Task Key_OfAnyBytes_IsTakenAsItIs()
    {
        byte[] key = [0xFF, 0x00, 0xC3, 0x28, (byte)'\n', 0x80];
        var file = Path.Combine(_home, "key");
        await File.WriteAllBytesAsync(file, [.. key, (byte)'\r', (byte)'\n']);

        Assert.That(await SendAsync(new NotifyHook { Name = "desk", Webhook = _receiver.Url + "/ok", SecretFile = file }), Is.Null);

        var request = _receiver.Requests.Single();
        var digest = Convert.ToHexStringLower(HMACSHA256.HashData(key, request.Body));
        Assert.That(request.Headers["X-Pipeline-Signature"], Is.EqualTo("sha256=" + digest));
    }

    [Test]
    public async Task Webhook_WhoseSecretIsAway_SendsNothingUnsigned()
    {
        var fault = await SendAsync(new NotifyHook { Name = "desk", Webhook = _receiver.Url + "/ok", SecretFile = Path.Combine(_home, "none") });

        Assert.That(fault, Is.EqualTo("the file of the secret cannot be read"));
        Assert.That(_receiver.Requests, Is.Empty);
    }

    [TestCase("/500", 3, "it answered 500")]
    [TestCase("/redirect", 1, "it answered 302, and redirects are not followed")]
    [TestCase("/endless", 1, null)]
    public async Task Webhook_ThatMisbehaves_IsBounded(string path, int requests, string? expected)
    {
        var fault = await SendAsync(new NotifyHook { Name = "desk", Webhook = _receiver.Url + path }).Soon();

        Assert.That(fault, Is.EqualTo(expected));
        Assert.That(_receiver.Requests.Select(request => request.Path), Is.All.EqualTo(path));
        Assert.That(_receiver.Requests, Has.Count.EqualTo(requests));
        Assert.That(_receiver.Requests.Select(request => request.Headers["Idempotency-Key"]).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task Webhook_ThatHangs_IsBounded() => Assert.That(
        await SendAsync(Impatient, new NotifyHook { Name = "desk", Webhook = _receiver.Url + "/hang" }).Soon(),
        Is.EqualTo("it has not answered for 1 s"));

    [TestCase("HTTP/1.1 200 OK\r\nX: ", "a")]
    [TestCase("", "rubbish ")]
    [TestCase("HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 100 Continue\r\n\r\n")]
    public async Task Webhook_WhoseAnswerNeverBegins_IsBounded(string first, string again)
    {
        await using var server = EndlessServer.Start(first, again);

        var fault = await SendAsync(Impatient, new NotifyHook { Name = "desk", Webhook = $"http://127.0.0.1:{server.Port}/SECRET" }).Soon();

        Assert.That(fault, Is.EqualTo("the headers of its answer are too large").Or.EqualTo("it has not answered for 1 s"));
    }

    [TestCase("", "", TestName = "MailServer_ThatNeverGreets_IsBounded")]
    [TestCase("220-", "mail ", TestName = "MailServer_WhoseGreetingNeverEnds_IsBounded")]
    [TestCase("220-mail\r\n", "220-mail\r\n", TestName = "MailServer_ThatGreetsForEver_IsBounded")]
    public async Task MailServer_ThatMisbehaves_IsBounded(string first, string again)
    {
        await using var server = EndlessServer.Start(first, again);

        Assert.That(await SendAsync(Impatient, Mail(server.Port, null)).Soon(), Is.Not.Null);
    }

    [TestCase("/404", true)]
    [TestCase("/429", false)]
    [TestCase("/500", false)]
    [TestCase("/redirect", false)]
    public async Task Answer_SaysWhetherTheMessageIsRefusedForGood(string path, bool isRefused)
    {
        var hook = new NotifyHook { Name = "desk", Webhook = _receiver.Url + path };
        using var deliveries = new HookDeliveries([hook], TimeProvider.System) { Bounds = Once };

        Assert.That((await deliveries.For(hook).TryAsync(Message, CancellationToken.None)).IsRefused, Is.EqualTo(isRefused));
    }

    [Test]
    public async Task Command_ThatWritesForEver_IsBounded() => Assert.That(
        await SendAsync(Impatient, Bash("while :; do echo much; echo more >&2; done")).Soon(),
        Is.EqualTo("it has not answered for 2 s"));

    [Test]
    public async Task Webhook_ThatIsNotThere_IsToldWithoutItsAddress()
    {
        using var port = new DeafPort();

        var fault = await SendAsync(new NotifyHook { Name = "desk", Webhook = $"http://127.0.0.1:{port.Number}/SECRET" }).Soon();

        Assert.That(fault, Is.EqualTo("it cannot be reached"));
    }

    [TestCase(NotifyTemplate.Slack, "application/json; charset=utf-8", "c/&lt;q&gt; @here")]
    [TestCase(NotifyTemplate.Slack, "application/json; charset=utf-8", "\"mrkdwn\":false,\"unfurl_links\":false,\"unfurl_media\":false")]
    [TestCase(NotifyTemplate.Discord, "application/json; charset=utf-8", "\"allowed_mentions\":{\"parse\":[]}")]
    [TestCase(NotifyTemplate.Discord, "application/json; charset=utf-8", @"c/\<q\> @here")]
    [TestCase(NotifyTemplate.Zulip, "application/json; charset=utf-8", @"c/\<q\> @ here")]
    [TestCase(NotifyTemplate.Ntfy, "text/plain; charset=utf-8", "a: coverage lost in c/<q> @here")]
    public async Task Template_MakesTheBodyOfItsChat(NotifyTemplate template, string type, string expected)
    {
        Assert.That(await SendAsync(new NotifyHook { Name = "desk", Webhook = _receiver.Url + "/ok", Template = template }), Is.Null);

        var request = _receiver.Requests.Single();
        Assert.That(request.Headers["Content-Type"], Is.EqualTo(type));
        var text = request.Text;
        if (template != NotifyTemplate.Ntfy)
        {
            using var json = JsonDocument.Parse(request.Body);
            text += string.Join('\n', json.RootElement.EnumerateObject().Select(one => one.Value.ToString()));
        }

        Assert.That(text, Does.Contain(expected));
        if (template == NotifyTemplate.Ntfy) Assert.That(request.Headers["Title"], Is.EqualTo("a: 1 loss of coverage"));
    }

    [Test]
    public async Task Command_GetsTheMessageAndNoSecretOfAnother()
    {
        var got = Path.Combine(_home, "got");
        Environment.SetEnvironmentVariable("SEGMENT_HOOK_KEY", Secret);
        var hook = Bash($"cat > '{got}'; env > '{got}.env'; yes | head -c 1000000");
        var other = new NotifyHook { Name = "other", Webhook = _receiver.Url, SecretEnvironment = "SEGMENT_HOOK_KEY" };

        Assert.That(await SendAsync(hook, other).Soon(), Is.Null);

        Environment.SetEnvironmentVariable("SEGMENT_HOOK_KEY", null);
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(got));
        Assert.That(json.RootElement.GetProperty("id").GetString(), Is.EqualTo("0199-id"));
        Assert.That(await File.ReadAllTextAsync(got + ".env"), Does.Contain("PATH=").And.Not.Contain(Secret));
    }

    [Test]
    public async Task Command_ThatFails_IsTriedAgainAndTold()
    {
        var tries = Path.Combine(_home, "tries");

        Assert.That(await SendAsync(Bash($"echo try >> '{tries}'; exit 3")).Soon(), Is.EqualTo("it ended with 3"));

        Assert.That(await File.ReadAllLinesAsync(tries), Has.Length.EqualTo(3));
    }

    [Test]
    public async Task Command_ThatHangs_IsEndedWithItsChildren()
    {
        var child = Path.Combine(_home, "child");
        var clock = new FakeTimeProvider();
        var hook = Bash($"sleep 1000 & echo $! > '{child}.new'; mv '{child}.new' '{child}'; wait");
        using var deliveries = new HookDeliveries([hook], clock) { Bounds = Impatient };
        var sending = deliveries.For(hook).SendAsync(Message, CancellationToken.None);
        while (!File.Exists(child)) await Task.Yield();

        clock.Advance(Impatient.Command);

        Assert.That(await sending.Soon(), Is.EqualTo("it has not answered for 2 s"));
        foreach (var id in await File.ReadAllLinesAsync(child)) await GoneAsync(int.Parse(id, CultureInfo.InvariantCulture)).Soon();
    }

    [Test]
    public async Task Command_ThatIsNotThere_IsTold() => Assert.That(
        await SendAsync(new NotifyHook { Name = "pager", Command = [Path.Combine(_home, "none")] }),
        Is.EqualTo("there is no such program"));

    [Test]
    public async Task Email_GoesToItsServer_WithTheIdOfTheMessage()
    {
        await using var server = MailServer.Start();
        var key = Path.Combine(_home, "password");
        await File.WriteAllTextAsync(key, Secret);

        Assert.That(await SendAsync(Mail(server, key)).Soon(), Is.Null);

        var mail = server.Mails.Single();
        Assert.That(mail, Does.Contain("Subject: a: 1 loss of coverage").And.Contain("Message-Id: <0199-id@segmentpipeline>"));
        Assert.That(mail, Does.Contain("coverage lost in").And.Not.Contain(Secret));
        Assert.That(server.Lines, Has.Some.EqualTo("RCPT TO:<ops@example.org>"));
        var password = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0user\0{Secret}"));
        Assert.That(server.Lines, Has.Some.EqualTo($"AUTH PLAIN {password}"));
    }

    [Test]
    public async Task Email_ToAServerThatStalls_IsBounded()
    {
        await using var server = MailServer.Start(stalls: true);

        Assert.That(await SendAsync(Impatient, Mail(server, null)).Soon(), Is.EqualTo("it has not answered for 1 s"));
    }

    [Test]
    public async Task Email_ToAServerWithoutEncryption_IsNotSentIfThatIsAskedFor()
    {
        await using var server = MailServer.Start();
        var hook = Mail(server, null);
        hook.Email!.Tls = NotifyTls.Start;

        Assert.That(await SendAsync(hook).Soon(), Is.EqualTo("the mail server has no STARTTLS, or no way to log in"));
        Assert.That(server.Mails, Is.Empty);
    }

    [Test]
    public async Task Ping_AsksTheAddressesOfARun()
    {
        var hook = new NotifyHook { Name = "dog", Ping = new NotifyPing { Start = _receiver.Url + "/ok", Success = _receiver.Url + "/ok" } };
        using var test = new NotifyTest(new ServeOptions { Notify = [hook] });

        Assert.That(await test.SendAsync(hook), Is.Null);

        Assert.That(_receiver.Requests.Select(request => request.Method), Is.EqualTo(["GET", "GET"]));
        hook.Ping.Success = _receiver.Url + "/500";
        Assert.That(await test.SendAsync(hook), Is.EqualTo("it answered 500"));
    }

    [Test]
    public async Task Command_IsNotGivenTheTokenOfTheSite()
    {
        var variable = $"PLANTED_TOKEN_{Environment.ProcessId}";
        Environment.SetEnvironmentVariable(variable, Secret);
        var hook = Bash($"[ -z \"${variable}\" ]");
        using var test = new NotifyTest(new ServeOptions { Notify = [hook], Site = new SiteOptions { TokenEnvironment = variable } });

        Assert.That(await test.SendAsync(hook), Is.Null);
        Environment.SetEnvironmentVariable(variable, null);
    }

    private static Task<string?> SendAsync(NotifyHook hook, params NotifyHook[] others) => SendAsync(Usual, hook, others);

    private static async Task<string?> SendAsync(DeliveryBounds bounds, NotifyHook hook, params NotifyHook[] others)
    {
        using var deliveries = new HookDeliveries([hook, .. others], TimeProvider.System) { Bounds = bounds };
        return await deliveries.For(hook).SendAsync(Message, CancellationToken.None);
    }

    private static NotifyHook Bash(string script) => new() { Name = "pager", Command = [RequiredTool.Bash.Require(), "-c", script] };

    private static NotifyHook Mail(MailServer server, string? password) => Mail(server.Port, password);

    private static NotifyHook Mail(int port, string? password) => new()
    {
        Name = "mail",
        SecretFile = password,
        Email = new NotifyEmail
        {
            Host = "127.0.0.1",
            Port = port,
            Tls = NotifyTls.None,
            From = "pipeline@example.org",
            To = ["ops@example.org"],
            User = password is null ? null : "user",
        },
    };

    /// <summary>A process that was killed is there until its parent has noticed.</summary>
    private static async Task GoneAsync(int process)
    {
        while (File.Exists($"/proc/{process}/stat") && !(await File.ReadAllTextAsync($"/proc/{process}/stat")).Contains(") Z ", StringComparison.Ordinal))
            await Task.Yield();
    }
}
