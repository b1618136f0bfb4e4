using System.Security.Cryptography.X509Certificates;
using System.Text;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests;

/// <summary><c>pipeline notify --test</c> by a mail server that is encrypted. Whom to trust the store of the system says, which a process
/// reads once; so each test is a process.</summary>
[Category("Process")]
[Platform("Linux")]
internal sealed class MailTlsTests
{
    private const string Host = "localhost";
    private const string Secret = "k3y-that-nobody-sees";

    private string _directory = "";
    private TestAuthority _authority = null!;

    [SetUp]
    public void Make()
    {
        _directory = Directory.CreateTempSubdirectory("pipeline-mail-").FullName;
        _authority = new TestAuthority();
        File.WriteAllText(Path.Combine(_directory, "trusted.pem"), _authority.Pem);
        File.WriteAllText(Path.Combine(_directory, "password"), Secret + "\n");
    }

    [TearDown]
    public void Delete()
    {
        _authority.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [TestCase("starttls", MailEncryption.Start)]
    [TestCase("tls", MailEncryption.Whole)]
    public async Task Mail_ToAServerThatTheSystemTrusts_ArrivesWhole(string tls, MailEncryption encryption)
    {
        using var certificate = _authority.CertificateFor(Host);
        await using var server = MailServer.Start(encryption, certificate);

        var outcome = await NotifyAsync(server, tls);

        Assert.That((outcome.ExitCode, outcome.Output), Is.EqualTo((0, "mail (email): told\n")), outcome.Error);
        var mail = server.Mails.Single().TrimEnd('\n').Split('\n');
        var id = mail[^1]["id ".Length..];
        Assert.That(Guid.TryParse(id, out _), Is.True, mail[^1]);
        Assert.That(mail, Does.Contain($"Message-Id: <{id}@segmentpipeline>").And.Contain($"Idempotency-Key: {id}"));
        Assert.That(mail, Does.Contain("To: ops@example.org").And.Contain("From: pipeline@example.org"));
        var plain = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0user\0{Secret}"));
        Assert.That(server.Lines, Does.Contain($"AUTH PLAIN {plain}"), "it logs in, encrypted");
        CheckNothingInClear(server, outcome);
    }

    [TestCase("starttls", MailEncryption.Start)]
    [TestCase("tls", MailEncryption.Whole)]
    public async Task Mail_ToAServerOfAnUnknownAuthority_IsRefused(string tls, MailEncryption encryption)
    {
        using var other = new TestAuthority();
        using var certificate = other.CertificateFor(Host);
        await CheckRefusedAsync(certificate, tls, encryption, "the certificate of the mail server is of nobody whom this machine trusts");
    }

    [TestCase("starttls", MailEncryption.Start)]
    [TestCase("tls", MailEncryption.Whole)]
    public async Task Mail_ToAServerOfAnotherName_IsRefused(string tls, MailEncryption encryption)
    {
        using var certificate = _authority.CertificateFor("mail.example.org");
        await CheckRefusedAsync(certificate, tls, encryption, "the certificate of the mail server is for another host name");
    }

    [TestCase("starttls", MailEncryption.Start)]
    [TestCase("tls", MailEncryption.Whole)]
    public async Task Mail_ToAServerWhoseCertificateHasRunOut_IsRefused(string tls, MailEncryption encryption)
    {
        using var certificate = _authority.ExpiredFor(Host);
        await CheckRefusedAsync(certificate, tls, encryption, "the certificate of the mail server has run out, or does not hold yet");
    }

    [TestCase("starttls", MailEncryption.None, "the mail server has no STARTTLS, or no way to log in")]
    [TestCase("starttls", MailEncryption.Refused, "the mail server answered 454")]
    [TestCase("tls", MailEncryption.None, "the mail server does not speak TLS as it should, or none that is safe")]
    public async Task Mail_ToAServerThatIsNotEncryptedAsItShouldBe_IsRefused(string tls, MailEncryption encryption, string fault)
    {
        using var certificate = _authority.CertificateFor(Host);
        await CheckRefusedAsync(certificate, tls, encryption, fault);
    }

    [Test]
    public async Task Mail_WithAnAnswerThatSomebodyAddedInClear_DoesNotTakeItForTheServers()
    {
        using var certificate = _authority.CertificateFor(Host);
        await using var server = MailServer.Start(MailEncryption.Injected, certificate);

        var outcome = await NotifyAsync(server, "starttls");

        Assert.That(server.Lines, Has.None.StartsWith("AUTH LOGIN"), outcome.Output + outcome.Error);
        CheckNothingInClear(server, outcome);
    }

    private async Task CheckRefusedAsync(X509Certificate2 certificate, string tls, MailEncryption encryption, string fault)
    {
        await using var server = MailServer.Start(encryption, certificate);

        var outcome = await NotifyAsync(server, tls);

        Assert.That((outcome.ExitCode, outcome.Output), Is.EqualTo((ExitCode.Findings, $"mail (email): not told: {fault}\n")), outcome.Error);
        if (encryption != MailEncryption.Refused)
            Assert.That(server.Connections, Is.EqualTo(1), "what will be the same next time is not tried again at once");
        Assert.That(server.Mails, Is.Empty);
        Assert.That(server.Lines, Has.None.StartsWith("AUTH").And.None.StartsWith("MAIL").And.None.StartsWith("RCPT"));
        CheckNothingInClear(server, outcome);
    }

    private static void CheckNothingInClear(MailServer server, Outcome outcome)
    {
        Assert.That(server.ClearLines, Has.None.StartsWith("AUTH").And.None.StartsWith("MAIL").And.None.StartsWith("RCPT"));
        Assert.That(outcome.Output + outcome.Error, Does.Not.Contain(Secret));
    }

    private Task<Outcome> NotifyAsync(MailServer server, string tls)
    {
        File.WriteAllText(Path.Combine(_directory, "pipeline.json"), $$"""
            {"serve":{"archives":[{"name":"a","root":"/nowhere"}],"notify":[{"name":"mail","secretFile":"{{_directory}}/password","email":{
                "host":"{{Host}}","port":{{server.Port}},"tls":"{{tls}}","from":"pipeline@example.org","to":["ops@example.org"],"user":"user"} }]} }
            """);
        return BuiltCommand.ShellAsync(_directory, "SSL_CERT_FILE=trusted.pem SSL_CERT_DIR=/nowhere $PIPELINE notify --test");
    }
}
