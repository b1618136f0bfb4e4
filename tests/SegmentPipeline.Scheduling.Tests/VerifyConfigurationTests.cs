using System.Text;
using Microsoft.Extensions.Configuration;
using SegmentPipeline.Hosting;

namespace SegmentPipeline.Scheduling.Tests;

/// <summary>How the verifying of an archive is configured.</summary>
internal sealed class VerifyConfigurationTests
{
    [Test]
    public void Verify_WithEveryKey_IsReadWhole()
    {
        var (archive, faults) = Read("""
            {"schedule":"0 1 * * *","level":"edges","onlySelected":true,"rate":"20MiB/s","budget":"50GB","window":"22:00-05:00","within":"30d"}
            """);

        Assert.That(faults, Is.Empty);
        var verify = archive.Verify!;
        Assert.That(
            (verify.Schedule, verify.Level, verify.OnlySelected, verify.BytesPerSecond, verify.Budget.Bytes, verify.Within),
            Is.EqualTo((
                "0 1 * * *", VerificationLevel.Edges, true, (long?)(20 << 20), (long?)50_000_000_000, (TimeSpan?)TimeSpan.FromDays(30))));
        Assert.That($"{verify.Window}", Is.EqualTo("22:00-05:00"));
    }

    [Test]
    public void Verify_ThatIsEmpty_ReadsEverythingAgainAndAgain()
    {
        var (archive, faults) = Read("{}");

        Assert.That(faults, Is.Empty);
        var verify = archive.Verify!;
        Assert.That(
            (verify.Schedule, verify.Level, verify.OnlySelected, verify.BytesPerSecond, verify.Budget.IsLimited, verify.Within),
            Is.EqualTo(((string?)null, VerificationLevel.Full, false, (long?)null, false, (TimeSpan?)null)));
        Assert.That(verify.Window, Is.Null);
    }

    [Test]
    public void Verify_ThatIsLeftOut_VerifiesNothing() =>
        Assert.That(new ScheduledArchive().Verify, Is.Null);

    [TestCase("2h", 0, 0, 7200)]
    [TestCase("1d", 0, 0, 86400)]
    [TestCase("1", 1, 0, 0)]
    [TestCase("1kB", 0, 1000, 0)]
    public void Budget_IsFilesOrBytesOrATime(string text, long files, long bytes, int seconds)
    {
        var budget = VerifyTexts.ReadBudget(text)!.Value;

        Assert.That(
            (budget.Files ?? 0, budget.Bytes ?? 0, (budget.Time ?? TimeSpan.Zero).TotalSeconds),
            Is.EqualTo((files, bytes, (double)seconds)));
    }

    [TestCase("\"yes\"", "verify: a section is expected, such as { \"rate\": \"20MiB/s\" }, or {} for the defaults")]
    [TestCase("""{"schedul":"@daily"}""", "verify:schedul: no such key; did you mean schedule?")]
    [TestCase("""{"schedule":"daily"}""", "verify:schedule: ")]
    [TestCase("""{"level":"deep"}""", "verify:level: 'deep' is none of sizes, edges, full")]
    [TestCase("""{"rate":"0"}""", "verify:rate: '0' is not a rate; ")]
    [TestCase("""{"budget":"0"}""", "verify:budget: '0' is no budget; write bytes as 50GB, a time as 2h, or files as 10000")]
    [TestCase("""{"budget":"0s"}""", "verify:budget: '0s' is no budget; ")]
    [TestCase("""{"budget":"much"}""", "verify:budget: 'much' is no budget; ")]
    [TestCase("""{"window":"01:00"}""", "verify:window: '01:00' is no part of a day; write 01:00-06:00, or 22:00-05:00 over midnight")]
    [TestCase("""{"window":"01:00-01:00"}""", "verify:window: ")]
    [TestCase("""{"window":"01:00-24:00"}""", "verify:window: ")]
    [TestCase("""{"within":"soon","rate":"1"}""", "verify:within: 'soon' is not a duration; ")]
    [TestCase("""{"within":"0d","rate":"1"}""", "verify:within: nothing can be verified in no time")]
    [TestCase("""{"within":"30d"}""", "verify:within: whether all is verified in time cannot be told without a rate, or a budget in bytes or files")]
    [TestCase("""{"within":"30d","budget":"2h"}""", "verify:within: whether all is verified in time ")]
    public void Verify_ThatIsWrong_IsRefused(string verify, string fault) =>
        Assert.That(Read(verify).Faults, Has.Count.EqualTo(1).And.One.StartsWith($"archives:0:{fault}"));

    [TestCase("""{"within":"30d","rate":"1"}""")]
    [TestCase("""{"within":"30d","budget":"1"}""")]
    [TestCase("""{"window":"01:00-00:59"}""")]
    [TestCase("""{"budget":1}""")]
    public void Verify_ThatIsRight_IsNotRefused(string verify) => Assert.That(Read(verify).Faults, Is.Empty);

    private static (ScheduledArchive Archive, IReadOnlyList<string> Faults) Read(string verify)
    {
        var options = new ServeOptions();
        var json = $$"""{"archives":[{"name":"a","root":"/srv/r","verify":{{verify}}}]}""";
        var section = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();
        var faults = ServeConfiguration.Read(section, new PipelineOptions(), options);
        return (options.Archives[0], [.. faults.Select(fault => fault.ToString())]);
    }
}
