using System.Text;
using Microsoft.Extensions.Configuration;
using SegmentPipeline.Expectations;
using SegmentPipeline.Hosting;

namespace SegmentPipeline.Scheduling.Tests;

/// <summary>How the other copies of an archive are configured, and how it is filled from them.</summary>
internal sealed class ReplicaConfigurationTests
{
    [Test]
    public void Replicas_WithEveryKeyOfFill_AreReadWhole()
    {
        var (archive, faults) = Read("""
            "replicas":[{"name":"node2","location":"http://node2:8000"},{"name":"disk","location":"/mnt/copy"}],
            "fill":{"every":"90s","only":"holes","concurrency":64,"rate":"20MiB/s","keepFree":"1.5GB","maxFiles":1000,"budget":"20m"}
            """);

        Assert.That(faults, Is.Empty);
        Assert.That(
            archive.Replicas.Select(replica => (replica.Name, replica.Location)),
            Is.EqualTo([("node2", "http://node2:8000"), ("disk", "/mnt/copy")]));
        var fill = archive.Fill!;
        Assert.That(
            (fill.Every, fill.OnlyHoles, fill.Concurrency, fill.BytesPerSecond, fill.KeepFreeBytes, fill.MostFiles, fill.Budget),
            Is.EqualTo((
                TimeSpan.FromSeconds(90), true, 64, (long?)(20 << 20), 1_500_000_000L, (long?)1000, (TimeSpan?)TimeSpan.FromMinutes(20))));
    }

    [Test]
    public void Fill_ThatIsEmpty_FillsWithTheDefaults()
    {
        var (archive, faults) = Read("""
            "replicas":[{"name":"node2","location":"http://node2:8000"}],"fill":{}
            """);

        Assert.That(faults, Is.Empty);
        var fill = archive.Fill!;
        Assert.That(
            (fill.Every, fill.OnlyHoles, fill.Concurrency, fill.BytesPerSecond, fill.KeepFreeBytes, fill.MostFiles, fill.Budget),
            Is.EqualTo((TimeSpan.FromMinutes(2), false, 5, (long?)null, 0L, (long?)null, (TimeSpan?)null)));
    }

    [Test]
    public void Fill_ThatIsLeftOut_MeansComparingOnly()
    {
        var (archive, faults) = Read("""
            "replicas":[{"name":"node2","location":"http://node2:8000"}]
            """);

        Assert.That(faults, Is.Empty);
        Assert.That(archive.Fill, Is.Null);
    }

    [TestCase("""
        "replicas":[{}]
        """, "replicas:0:name: the copy has no name|replicas:0:location: no place is named; write http://HOST:PORT, or a directory")]
    [TestCase("""
        "replicas":[{"name":"a","location":"/x"},{"name":"a","location":"/y"}]
        """, "replicas:1:name: another copy is called 'a' already")]
    [TestCase("""
        "replicas":[{"name":"a","location":"/x"},{"name":"A","location":"/y"}]
        """, "replicas:1:name: another copy is called 'A' already")]
    [TestCase("""
        "replicas":[{"name":"a b","location":"/x"}]
        """, "replicas:0:name: 'a b' cannot be a name; use letters, digits, '.', '_' and '-', at most 64 of them, and begin with a letter or a digit")]
    [TestCase("""
        "replicas":[{"name":"a","location":"http://u:p@node2"}]
        """, "replicas:0:location: the address of a node has a user or a password in it; they would stand in reports")]
    [TestCase("""
        "replicas":[{"name":"a","location":"/srv/x/../r/"}]
        """, "replicas:0:location: that is the archive itself")]
    [TestCase("""
        "replicas":[{"name":"a","place":"/x"}]
        """, "replicas:0:place: no such key; the keys are name, location|replicas:0:location: no place is named; write http://HOST:PORT, or a directory")]
    [TestCase("""
        "replicas":["node2"]
        """, "replicas: a list of sections is expected: [ { … }, { … } ]")]
    [TestCase("""
        "fill":{}
        """, "fill: there is nothing to fill from; name copies in replicas")]
    public void Replicas_ThatAreWrong_AreToldWholly(string json, string faults) =>
        Assert.That(Read(json).Faults, Is.EqualTo(faults.Split('|').Select(fault => $"archives:0:{fault}")));

    [TestCase("\"yes\"", "fill: a section is expected, such as { \"every\": \"2m\" }, or {} for the defaults")]
    [TestCase("""{"every":"0"}""", "fill:every: there must be some time between two passes")]
    [TestCase("""{"every":"24h"}""", null)]
    [TestCase("""{"every":"24.001h"}""", "fill:every: a day is the longest that there may be between two passes")]
    [TestCase("""{"only":"all"}""", "fill:only: 'all' is not holes")]
    [TestCase("""{"concurrency":0}""", "fill:concurrency: '0' is not a whole number from 1 to 256")]
    [TestCase("""{"concurrency":64}""", null)]
    [TestCase("""{"concurrency":65}""", "fill:concurrency: '65' is not a whole number from 1 to 64")]
    [TestCase("""{"rate":"0"}""", "fill:rate: '0' is not a rate; write a number of bytes, or one with kB, MB, GB, TB, KiB, MiB, GiB or TiB behind it, such as 20MiB/s")]
    [TestCase("""{"rate":"1"}""", null)]
    [TestCase("""{"keepFree":"many"}""", "fill:keepFree: 'many' is not a size; write a number of bytes, or one with kB, MB, GB, TB, KiB, MiB, GiB or TiB behind it")]
    [TestCase("""{"maxFiles":0}""", "fill:maxFiles: '0' is not a whole number from 1 on")]
    [TestCase("""{"maxFiles":1}""", null)]
    [TestCase("""{"budget":"0"}""", "fill:budget: nothing can be done in no time; leave it out for no limit")]
    [TestCase("""{"evry":"2m"}""", "fill:evry: no such key; did you mean every?")]
    [TestCase("""{"every":"0","maxFiles":-1}""", "fill:maxFiles: '-1' is not a whole number from 1 on|fill:every: there must be some time between two passes")]
    public void Fill_WithAValue_IsReadOrRefused(string fill, string? faults)
    {
        var (_, told) = Read($$"""
            "replicas":[{"name":"node2","location":"http://node2:8000"}],"fill":{{fill}}
            """);

        Assert.That(told, Is.EqualTo(faults is null ? [] : faults.Split('|').Select(fault => $"archives:0:{fault}")));
    }

    [Test]
    public void Archives_OfOneRoot_CannotBothFillIt()
    {
        const string copies = """
            "replicas":[{"name":"node2","location":"http://node2:8000"}],"fill":{}
            """;
        var options = new ServeOptions();
        var faults = ServeConfiguration.Read(
            Section($$"""
                {"archives":[{"name":"a","root":"/r",{{copies}}},{"name":"b","root":"/r/",{{copies}}},{"name":"c","root":"/r"}]}
                """),
            new PipelineOptions(),
            options);

        Assert.That(faults.Select(fault => fault.ToString()), Is.EqualTo(["archives:1:fill: another archive fills /r/ already"]));
    }

    [Test]
    public void Copies_OfTheLastDays_AreComparedInTheWindowOfAnAudit()
    {
        var archive = new ScheduledArchive { Last = TimeSpan.FromDays(1) };
        archive.Audit.Channels = ["c"];
        archive.Audit.Exclude = ["c/small"];
        archive.Audit.Tolerance = TimeSpan.FromMilliseconds(3);

        var copies = archive.CopiesAt(Timestamp.Parse("2026-03-29T22:10:05Z").ToDateTimeOffset(), TimeProvider.System);

        Assert.That(
            (copies.Start, copies.End, copies.StartsAtFirstSegment, copies.Tolerance),
            Is.EqualTo((
                (Timestamp?)Timestamp.Parse("2026-03-28T22"),
                (Timestamp?)Timestamp.Parse("2026-03-29T22:10:05Z"),
                true,
                TimeSpan.FromMilliseconds(3))));
        Assert.That(copies.Channels, Is.EqualTo(["c"]));
        Assert.That(copies.Exclude, Is.EqualTo([.. AuditDefaults.Exclude, "c/small"]));
    }

    [Test]
    public void Copies_OfAnArchiveThatIsNotAlwaysExpected_AreComparedWithWhatAuditsExpect()
    {
        var archive = new ScheduledArchive { Name = "a" };
        archive.Audit.Expect = [new ExpectationRule { Windows = [new(Timestamp.Parse("2026-03-28T22"), Timestamp.Parse("2026-03-29T05"))] }];
        var now = Timestamp.Parse("2026-03-29T22:10:05Z");

        var expected = archive.CopiesAt(now.ToDateTimeOffset(), TimeProvider.System).Expectation!.Find(
            new StreamId("c", "q"),
            new TimeRange(Timestamp.Parse("2026-03-28T22"), now));

        Assert.That(
            expected!.Ranges,
            Is.EqualTo([new TimeRange(Timestamp.Parse("2026-03-28T22"), Timestamp.Parse("2026-03-29T05"))]));
    }

    private static (ScheduledArchive Archive, IReadOnlyList<string> Faults) Read(string keys)
    {
        var options = new ServeOptions();
        var faults = ServeConfiguration.Read(
            Section($$"""{"archives":[{"name":"a","root":"/srv/r",{{keys}}}]}"""),
            new PipelineOptions(),
            options);
        return (options.Archives[0], [.. faults.Select(fault => fault.ToString())]);
    }

    private static IConfigurationRoot Section(string json) =>
        new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();
}
