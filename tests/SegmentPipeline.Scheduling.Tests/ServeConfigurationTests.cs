using System.Text;
using Microsoft.Extensions.Configuration;
using SegmentPipeline.Hosting;
using SegmentPipeline.Hosting.Tests;

namespace SegmentPipeline.Scheduling.Tests;

internal sealed class ServeConfigurationTests
{
    private const long DayMicroseconds = 24 * Timestamp.MicrosecondsPerHour;

    [Test]
    public void Section_WithEveryKey_IsReadWhole()
    {
        var (options, faults) = Read("""
            {
              "urls": "http://localhost:1;http://[::1]:2", "hosts": ["audits.example"], "otlp": "http://127.0.0.1:4317", "maxConcurrentRuns": 2,
              "archives": [ {
                "name": "main", "root": "/srv/main", "channels": ["a"], "qualities": ["b"], "exclude": [], "tolerance": "20ms", "settle": "1h", "parallelism": 3,
                "failOn": "any", "window": { "last": "30.00:00:00" }, "cron": "0 3 * * *", "timeZone": "Europe/Berlin", "budget": "20m", "ledger": "/var/main.db",
                "retention": "24h", "reports": [ { "format": "csv", "output": "a.csv" }, { "output": "{date}.ndjson", "keep": 7 } ]
              } ]
            }
            """);

        Assert.That(faults, Is.Empty);
        Assert.That(options.Urls, Is.EqualTo(["http://localhost:1", "http://[::1]:2"]));
        Assert.That(options.IsLoopbackOnly, Is.True);
        Assert.That(options.Hosts, Is.EqualTo(["audits.example"]));
        Assert.That((options.Otlp, options.MaxConcurrentRuns), Is.EqualTo(("http://127.0.0.1:4317", 2)));
        var archive = options.Archives.Single();
        Assert.That(Sections.Describe(archive.Audit), Is.EqualTo(Sections.Describe(new PipelineOptions
        {
            Root = "/srv/main",
            Channels = ["a"],
            Qualities = ["b"],
            Exclude = [],
            Tolerance = TimeSpan.FromMilliseconds(20),
            Settle = TimeSpan.FromHours(1),
            Parallelism = 3,
            FailOn = FailOn.Any,
            Budget = TimeSpan.FromMinutes(20),
            Ledger = "/var/main.db",
            Retention = TimeSpan.FromDays(1),
        })));
        Assert.That(
            (archive.Name, archive.Last, archive.Cron, archive.TimeZone.Id), Is.EqualTo(("main", (TimeSpan?)TimeSpan.FromDays(30), "0 3 * * *", "Europe/Berlin")));
        Assert.That(archive.Reports.Select(report => (report.Format, report.Output, report.Keep)),
            Is.EqualTo([(ScheduledReportFormat.Csv, "a.csv", (int?)null), (ScheduledReportFormat.Ndjson, "{date}.ndjson", 7)]));
    }

    [Test]
    public void Archive_ThatSaysNothing_IsAuditedAsTheOtherSectionSays()
    {
        var inherited = new PipelineOptions
        {
            Root = "/srv/one",
            Tolerance = TimeSpan.FromMicroseconds(1),
            Start = Timestamp.Parse("2026-03-28T22"),
            FailOn = FailOn.None,
            Hours = true,
        };

        var (options, faults) = Read(
            """{"archives":[{"name":"main"},{"name":"other","root":"/srv/other","window":{"end":"2026-03-29T22"}}]}""",
            inherited);

        Assert.That(faults, Is.Empty);
        Assert.That(options.Urls, Is.EqualTo(["http://127.0.0.1:8080"]));
        var first = options.Archives[0].Audit;
        Assert.That(
            (first.Root, first.Tolerance, first.Start, first.FailOn, first.Hours, first.Ledger),
            Is.EqualTo(("/srv/one", TimeSpan.FromMicroseconds(1), inherited.Start, FailOn.None, true, "main.db")));
        var second = options.Archives[1].Audit;
        Assert.That(
            (second.Root, second.Start, second.End, second.Ledger),
            Is.EqualTo(("/srv/other", (Timestamp?)null, (Timestamp?)Timestamp.Parse("2026-03-29T22"), "other.db")));
        Assert.That(inherited.Ledger, Is.Null);
    }

    [TestCase("30.00:00:00", 30 * DayMicroseconds)]
    [TestCase("12:00:00", DayMicroseconds / 2)]
    [TestCase("00:00:00.000001", 1L)]
    [TestCase("720h", 30 * DayMicroseconds)]
    [TestCase("30", null)]
    [TestCase("-1.00:00:00", null)]
    [TestCase("00:00:00.0000001", null)]
    [TestCase("30d", 30 * DayMicroseconds)]
    [TestCase("36501d", null)]
    [TestCase("41667.00:00:00", null)]
    public void Window_OfTheLastDays_IsExactOrRefused(string last, long? microseconds)
    {
        var (options, faults) = Read($$"""{"archives":[{"name":"a","root":"r","window":{"last":"{{last}}"} }]}""");

        Assert.That(
            faults,
            microseconds is null
                ? Is.EqualTo([
                    $"archives:0:window:last: '{last}' is not a duration; write 250us, 10ms, 1.5s, 2m or 1h, or 30d",
                ])
                : Is.Empty);
        Assert.That(options.Archives[0].Last, Is.EqualTo(microseconds is { } length ? TimeSpan.FromMicroseconds(length) : (TimeSpan?)null));
    }

    [Test]
    public void Request_OfTheLastDays_BeginsAtAWholeHourAndEndsNow()
    {
        var archive = new ScheduledArchive { Last = TimeSpan.FromDays(1) };

        var request = archive.RequestAt(Timestamp.Parse("2026-03-29T22:10:05Z").ToDateTimeOffset());

        Assert.That(
            (request.Start, request.End),
            Is.EqualTo(((Timestamp?)Timestamp.Parse("2026-03-28T22"), (Timestamp?)Timestamp.Parse("2026-03-29T22:10:05Z"))));
    }

    [TestCase("first", true)]
    [TestCase("always", false)]
    public void Window_OfTheLastDays_SaysFromWhenNewStreamsAreJudged(string from, bool startsAtFirst)
    {
        var (options, faults) = Read($$"""{"archives":[{"name":"a","root":"r","window":{"last":"24h","from":"{{from}}"} }]}""");

        Assert.That(faults, Is.Empty);
        Assert.That(options.Archives[0].RequestAt(DateTimeOffset.UnixEpoch.AddYears(9)).StartsAtFirstSegment, Is.EqualTo(startsAtFirst));
    }

    [Test]
    public void Window_ToldFromNow_MovesWithEachRun()
    {
        var (options, faults) = Read("""{"archives":[{"name":"a","root":"r","window":{"start":"-48h","end":"now"}}]}""");

        var request = options.Archives[0].RequestAt(Timestamp.Parse("2026-03-30").ToDateTimeOffset());

        Assert.That(faults, Is.Empty);
        Assert.That(
            (request.Start, request.End, request.StartsAtFirstSegment),
            Is.EqualTo(((Timestamp?)Timestamp.Parse("2026-03-28"), (Timestamp?)Timestamp.Parse("2026-03-30"), false)));
    }

    [Test]
    public void Report_WithADate_IsCalledByTheDayOfTheZone() => Assert.That(
            new ScheduledReport { Output = "/r/{date}.csv" }.PathAt(
                Timestamp.Parse("2026-03-28T23:30:00Z").ToDateTimeOffset(),
                TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")),
        Is.EqualTo("/r/2026-03-29.csv"));

    [TestCase("""{}""", "archives: no archive is named; give at least one, such as { \"name\": \"main\", \"root\": \"/srv/archive\" }")]
    [TestCase(
        """{"archives":{"main":{}}}""",
        "archives: a list of sections is expected: [ { … }, { … } ]|archives: no archive is named; give at least one, such as { \"name\": \"main\", \"root\": \"/srv/archive\" }"
    )]
    [TestCase(
        """{"archives":["main"]}""",
        "archives: a list of sections is expected: [ { … }, { … } ]|archives: no archive is named; give at least one, such as { \"name\": \"main\", \"root\": \"/srv/archive\" }"
    )]
    [TestCase(
        """{"urls":"http://localhost:0","archives":[{"name":"a","root":"r"}]}""",
        "urls: 'http://localhost:0' would be two ports, one of each loopback address; write http://127.0.0.1:0 or http://[::1]:0"
    )]
    [TestCase(
        """{"urls":"http://[::1]:1;http://127.0.0.1:1;HTTP://127.0.0.1:1/","archives":[{"name":"a","root":"r"}]}""",
        "urls: 'HTTP://127.0.0.1:1/' stands there twice"
    )]
    [TestCase("""{"url":"x","archives":[{"name":"a","root":"r"}]}""", "url: no such key; did you mean urls?")]
    [TestCase("""{"archives":[{"name":"a","root":"r","cronn":"x"}]}""", "archives:0:cronn: no such key; did you mean cron?")]
    [TestCase("""{"archives":[{"name":"a","root":"r","window":{"lst":"1h"}}]}""", "archives:0:window:lst: no such key; did you mean last?")]
    [TestCase(
        """{"archives":[{"name":"a","root":"r","window":"1h"}]}""",
        "archives:0:window: a section is expected, such as { \"last\": \"30d\" }"
    )]
    [TestCase(
        """{"archives":[{}]}""",
        "archives:0:name: the archive has no name|archives:0:root: no directory is named; set it to the archive's directory"
    )]
    [TestCase(
        """{"archives":[{"name":"../a","root":"r"}]}""",
        "archives:0:name: '../a' cannot be a name; use letters, digits, '.', '_' and '-', at most 64 of them, and begin with a letter or a digit"
    )]
    [TestCase(
        """{"archives":[{"name":"a","root":"r","timeZone":"Mars/Base"}]}""",
        "archives:0:timeZone: this machine knows no time zone 'Mars/Base'; write UTC, or a name of tzdata such as Europe/Berlin"
    )]
    [TestCase(
        """{"archives":[{"name":"a","root":"r","window":{"last":"1h","start":"2026-03-28T22"}}]}""",
        "archives:0:window: a window is either the last days, or has a start and an end"
    )]
    [TestCase("""{"archives":[{"name":"a","root":"r","window":{"last":"0"}}]}""", "archives:0:window:last: a window must have some length")]
    [TestCase(
        """{"archives":[{"name":"a","root":"r","budget":"0"}]}""",
        "archives:0:budget: nothing can be done in no time; leave it out for no limit"
    )]
    [TestCase(
        """{"archives":[{"name":"a","root":"r","reports":[{"format":"text"}]}]}""",
        "archives:0:reports:0:format: 'text' is none of ndjson, json, csv, parquet, html|archives:0:reports:0:output: no file is named"
    )]
    [TestCase(
        """{"archives":[{"name":"a","root":"r","reports":[{"output":"/o","keep":7},{"output":"/{date}/o","keep":7},{"output":"/p","keep":0}]}]}""",
        "archives:0:reports:2:keep: '0' is not a whole number from 1 on|archives:0:reports:0:keep: '/o' is one file; let output have {date} once, in its last part|archives:0:reports:1:keep: '/{date}/o' is one file; let output have {date} once, in its last part"
    )]
    [TestCase(
        """{"archives":[{"name":"a","root":"r"},{"name":"A","root":"r"}]}""",
        "archives:1:name: another archive is called 'A' already"
    )]
    [TestCase(
        """{"archives":[{"name":"a","root":"r","ledger":"/l"},{"name":"b","root":"r","ledger":"/x/../l"}]}""",
        "archives:1:ledger: another archive writes /l already"
    )]
    [TestCase(
        """{"archives":[{"name":"a","root":"r","reports":[{"output":"/o"},{"output":"/o"}]}]}""",
        "archives:0:reports:1:output: /o is written already"
    )]
    [TestCase("""{"otlp":"here","archives":[{"name":"a","root":"r"}]}""", "otlp: 'here' is not an address; write http://HOST:4317")]
    [TestCase(
        """{"maxConcurrentRuns":0,"archives":[{"name":"a","root":"r"}]}""",
        "maxConcurrentRuns: '0' is not a whole number from 1 to 256"
    )]
    public void Section_ThatIsWrong_IsToldWholly(string json, string faults) =>
        Assert.That(Read(json).Faults, Is.EqualTo(faults.Split('|')));

    [TestCase("https://127.0.0.1:1")]
    [TestCase("127.0.0.1:1")]
    [TestCase("http://127.0.0.1")]
    [TestCase("http://127.0.0.1:70000")]
    [TestCase("http://127.0.0.1:-1")]
    [TestCase("http://example.org:1")]
    [TestCase("http://127.0.0.1:1/path")]
    [TestCase("http://::1:1")]
    [TestCase("http://[127.0.0.1]:1")]
    public void Url_ThatCannotBeListenedOn_IsRefused(string url) =>
        Assert.That(
            Read($$"""{"urls":"{{url}}","archives":[{"name":"a","root":"r"}]}""").Faults,
            Is.EqualTo([
                $"urls: '{url}' is not an address to listen on; write http://127.0.0.1:8080, http://[::1]:8080, http://localhost:8080, or http://*:8080 for all interfaces",
            ]));

    [TestCase("http://127.0.0.1:0", true)]
    [TestCase("http://127.3.2.1:80", true)]
    [TestCase("http://LOCALHOST:80/", true)]
    [TestCase("http://[::1]:80", true)]
    [TestCase("http://0.0.0.0:80", false)]
    [TestCase("http://*:80", false)]
    [TestCase("http://[::]:80", false)]
    [TestCase("http://192.0.2.1:80", false)]
    [TestCase("http://127.0.0.1:80;http://192.0.2.1:80", false)]
    public void Url_OfLoopback_IsKnownAsSuch(string urls, bool isLoopback)
    {
        var (options, faults) = Read($$"""{"urls":"{{urls}}","archives":[{"name":"a","root":"r"}]}""");

        Assert.That(faults, Is.Empty);
        Assert.That(options.IsLoopbackOnly, Is.EqualTo(isLoopback));
    }

    private static (ServeOptions Options, IReadOnlyList<string> Faults) Read(string json, PipelineOptions? inherited = null)
    {
        var options = new ServeOptions();
        var section = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();
        return (
            options,
            [.. ServeConfiguration.Read(section, inherited ?? new PipelineOptions(), options).Select(fault => fault.ToString())]);
    }
}
