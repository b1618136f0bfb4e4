using System.Text.RegularExpressions;
using System.Xml.Linq;
using SegmentPipeline.Ledger;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests;

/// <summary><c>pipeline digest</c>: the week in one page.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class DigestTests
{
    private const string Hostile = "<script>alert(1)<|`x`*y*\u202Egnp.txt\n[a](http:@b)";

    private readonly ArchiveBuilder _tree = new();
    private readonly Pipeline _pipeline = new() { TimeProvider = new FixedTimeProvider(Timestamp.Parse("2026-04-02T10")) };

    [TearDown]
    public void Remove()
    {
        _pipeline.Dispose();
        _tree.Dispose();
    }

    [TestCase(80)]
    [TestCase(120)]
    public async Task Digest_OnAScreen_SaysWhatTheWeekBrought(int width)
    {
        await WeekAsync();
        _pipeline.OutputScreen = new Screen(width, 40, HasColours: false);

        var outcome = await _pipeline.RunAsync("digest", "--ledger", "l.db");

        Assert.That(outcome.ExitCode, Is.Zero, outcome.Error);
        Assert.That(outcome.OutputLines, Has.All.Length.LessThanOrEqualTo(width));
        Snapshot.Match($"digest-{width}", Regex.Replace(outcome.Output, "[0-9a-f]{64}", "DIGEST"));
    }

    [Test]
    public async Task Digest_AsMarkdown_IsOnePage()
    {
        await WeekAsync();

        var outcome = await _pipeline.RunAsync("digest", "--ledger", "l.db", "--format", "markdown");

        Snapshot.Match("digest-markdown", Regex.Replace(outcome.Output, "[0-9a-f]{64}", "DIGEST"));
    }

    [Test]
    public async Task Names_ThatAreHostile_AreTextInEveryFormat()
    {
        _tree.File(Hostile.Replace('/', '-'), "q", "2026-04-01T10", SegmentNames.Full("00:00"));
        _tree.File(Hostile.Replace('/', '-'), "q", "2026-04-01T10", SegmentNames.Full("00:10"));
        await AuditAsync(0);

        var html = await _pipeline.RunAsync("digest", "--ledger", "l.db", "--format", "html");
        var markdown = await _pipeline.RunAsync("digest", "--ledger", "l.db", "--format", "markdown");
        var text = await _pipeline.RunAsync("digest", "--ledger", "l.db");

        Assert.That(html.Output, Does.Contain("&lt;script&gt;").And.Not.Contain("<script"));
        var page = XDocument.Parse(Regex.Replace(html.Output, "<!doctype html>|<meta[^>]*>", ""));
        Assert.That(page.Descendants("script"), Is.Empty);
        Assert.That(page.Descendants("bdi").Select(name => name.Value), Has.Some.Contains("<script>alert(1)"));
        Assert.That(html.Output, Does.Contain("default-src 'none'"));
        var row = markdown.OutputLines.First(line => line.Contains("script", StringComparison.Ordinal));
        Assert.That(row, Does.Contain(@"\<script\>alert(1)\<\|\`x\`\*y\*").And.EndsWith(" |"));
        Assert.That(Regex.Replace(row, @"\\.", "").Count(letter => letter == '|'), Is.EqualTo(5), "four columns");
        foreach (var output in (string[])[html.Output, markdown.Output, text.Output])
            Assert.That(output, Does.Not.Contain("\u202E").And.Not.Contain('\e'));
    }

    [Test]
    public async Task Digest_OfManyStreamsAndHoles_IsBounded()
    {
        for (var stream = 0; stream < 60; stream++)
        {
            for (var second = 0; second < 60; second += 4) _tree.File($"c{stream:D2}", "q", "2026-04-01T10", SegmentNames.Full($"00:{second:D2}"));
        }

        await AuditAsync(0);

        var text = await _pipeline.RunAsync("digest", "--ledger", "l.db");
        var html = await _pipeline.RunAsync("digest", "--ledger", "l.db", "--format", "html");

        Assert.That(text.OutputLines, Has.Length.LessThan(80));
        Assert.That(text.Output, Does.Contain("… and 35 more streams, 0 of them without a hole."));
        Assert.That(text.Output, Does.Contain("… and 830 shorter holes."));
        Assert.That(Regex.Count(html.Output, "<tr>"), Is.InRange(70, 90), "all streams, ten holes");
    }

    [Test]
    public async Task Digest_OfAConfiguration_IsAboutItsArchives()
    {
        await WeekAsync();
        _pipeline.WriteFile("pipeline.json", $$"""
            {"serve":{"archives":[{"name":"main","root":"{{_tree.Root}}","ledger":"l.db","cron":"0 10 * * *"},{"name":"other","root":"{{_tree.Root}}","ledger":"none.db"}] } }
            """);

        var both = await _pipeline.RunAsync("digest", "--output", "week.html", "--format", "html");
        var one = await _pipeline.RunAsync("digest", "--archive", "main", "--days", "3");
        var none = await _pipeline.RunAsync("digest", "--archive", "third");

        Assert.That((both.ExitCode, both.Output), Is.EqualTo((ExitCode.Incomplete, "")), both.Error);
        Assert.That(_pipeline.ReadFile("week.html"), Does.Contain("<h1>main: ").And.Contain("<h1>other: ").And.Contain("it has no ledger yet"));
        Assert.That(one.ExitCode, Is.Zero, one.Error);
        Assert.That(one.Output, Does.Contain("2 audits that were due did not begin, the last of 2026-04-01 10:00."));
        Assert.That(one.OutputLines[0], Is.EqualTo("main: 2026-03-30 10:00 to 2026-04-02 10:00 UTC"));
        Assert.That(none.ErrorLines[0], Is.EqualTo("pipeline: --archive: there is no archive 'third'; there are main, other"));
    }

    [TestCase("--days: '0' is not a whole number from 1 to 3660", "--days", "0")]
    [TestCase("--days and --since say the same; write one of them", "--days", "1", "--since", "-2h")]
    [TestCase("--since: '2030-01-01' is not before now", "--since", "2030-01-01")]
    [TestCase("--format: 'pdf' is none of text, html, markdown", "--format", "pdf")]
    [TestCase("--archive is for archives of the configuration; with --ledger leave it out", "--archive", "a")]
    public async Task Misuse_IsTold(string expected, params string[] arguments)
    {
        var outcome = await _pipeline.RunAsync(["digest", "--ledger", "l.db", .. arguments]);

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Usage));
        Assert.That(outcome.ErrorLines[0], Is.EqualTo("pipeline: " + expected));
    }

    [Test]
    public async Task Ledger_ThatIsNotThere_IsAFailure()
    {
        var outcome = await _pipeline.RunAsync("digest", "--ledger", "none.db");

        Assert.That((outcome.ExitCode, outcome.Output), Is.EqualTo((ExitCode.Failure, "")));
        Assert.That(outcome.ErrorLines[0], Does.Contain("there is no such file"));
    }

    /// <summary>Twelve days before now a whole archive; then a loss, a hole that healed, a filling, a verification, and a run that was cut
    /// off.</summary>
    private async Task WeekAsync()
    {
        foreach (var (channel, quality) in ((string, string)[])[("desertbus", "source"), ("desertbus", "480p")])
        {
            for (var second = 0; second < 60; second += 2)
                _tree.File(channel, quality, "2026-03-20T10", SegmentNames.Full($"00:{second:D2}"));
        }

        await AuditAsync(12);
        File.Delete(_tree.PathOf("desertbus", "source", "2026-03-20T10", SegmentNames.Full("00:20")));
        File.Move(
            _tree.PathOf("desertbus", "480p", "2026-03-20T10", SegmentNames.Full("00:40")), Path.Combine(_pipeline.WorkingDirectory, "aside"));
        await AuditAsync(5);
        File.Move(
            Path.Combine(_pipeline.WorkingDirectory, "aside"), _tree.PathOf("desertbus", "480p", "2026-03-20T10", SegmentNames.Full("00:40")));
        await AuditAsync(4);
        var ledger = Path.Combine(_pipeline.WorkingDirectory, "l.db");
        var clock = Before(3);
        Assert.That(AuditLedger.TryRecordFills(ledger, _tree.Root, [new FinishedFill
        {
            Started = clock.Now,
            Ended = clock.Now,
            Status = LedgerRunStatus.Incomplete,
            Outcome = AuditOutcome.Findings,
            Figures = new LedgerFill
            {
                Wanted = 3,
                Published = 2,
                Unfillable = 1,
                HolesClosedMicroseconds = 4_000_000,
                Sources =
                [
                    new LedgerFillSource
                    {
                        Stream = new StreamId("desertbus", "480p"),
                        Range = TimeRange.Parse("2026-03-20T10:00:40Z", "2026-03-20T10:00:44Z"),
                        Replica = "node2",
                        Segments = 2,
                    },
                ],
            },
        }], clock), Is.True);
        using (AuditLedger.BeginVerification(ledger, _tree.Root, VerificationLevel.Full, Before(2)))
        {
            // Cut off before anything was verified.
        }
    }

    private static FixedTimeProvider Before(int days) => new(Timestamp.Parse("2026-04-02T10") - TimeSpan.FromDays(days));

    private async Task AuditAsync(int daysAgo)
    {
        await using var archive = SegmentArchive.Open(_tree.Root, new SegmentArchiveOptions { TimeProvider = Before(daysAgo) });
        using var ledger = AuditLedger.Open(
            Path.Combine(_pipeline.WorkingDirectory, "l.db"), _tree.Root, new AuditLedgerOptions { TimeProvider = Before(daysAgo) });
        await foreach (var _ in ledger.AuditAsync(archive, new AuditRequest()))
        {
            // To its end.
        }
    }
}
