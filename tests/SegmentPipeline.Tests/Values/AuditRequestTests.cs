using System.Text.Json;

namespace SegmentPipeline.Tests.Values;

internal sealed class AuditRequestTests
{
    [Test]
    public void Validate_Defaults_BreakNoRule() => Assert.That(new AuditRequest().Validate(), Is.Empty);

    [TestCase(0, 0)]
    [TestCase(-1, 1)]
    public void Validate_Tolerance_MustNotBeNegative(long microseconds, int faults) =>
        Assert.That(new AuditRequest { Tolerance = TimeSpan.FromMicroseconds(microseconds) }.Validate(), Has.Count.EqualTo(faults));

    [TestCase(0, 0)]
    [TestCase(-1, 1)]
    public void Validate_Settle_MustNotBeNegative(long microseconds, int faults) =>
        Assert.That(new AuditRequest { Settle = TimeSpan.FromMicroseconds(microseconds) }.Validate(), Has.Count.EqualTo(faults));

    [TestCase(9, "must be whole microseconds, but is 0.9 µs")]
    [TestCase(10, null)]
    [TestCase(-1, "must not be negative, but is -0.1 µs")]
    public void Validate_Durations_AreWholeMicroseconds(long ticks, string? fault)
    {
        var span = TimeSpan.FromTicks(ticks);
        var faults = new AuditRequest { Tolerance = span, Settle = span, Silence = span }.Validate();

        Assert.That(
            faults,
            Is.EqualTo(fault is null ? [] : new[] { $"the tolerance {fault}", $"the settle time {fault}", $"the silence {fault}" }));
    }

    [Test]
    public void Validate_NoSilence_BreaksNoRule() => Assert.That(new AuditRequest { Silence = null }.Validate(), Is.Empty);

    [TestCase(0, 1)]
    [TestCase(1, 0)]
    [TestCase(256, 0)]
    [TestCase(257, 1)]
    public void Validate_Parallelism_HasTwoEnds(int parallelism, int faults) =>
        Assert.That(new AuditContext { Parallelism = parallelism }.Validate(), Has.Count.EqualTo(faults));

    [TestCase(10, 10, 0)]
    [TestCase(11, 10, 1)]
    public void Validate_Window_MustNotEndBeforeItStarts(long start, long end, int faults) =>
        Assert.That(new AuditRequest { Start = new Timestamp(start), End = new Timestamp(end) }.Validate(), Has.Count.EqualTo(faults));

    [Test]
    public void Validate_OneEndOfTheWindow_BreaksNoRule()
    {
        Assert.That(new AuditRequest { Start = new Timestamp(5) }.Validate(), Is.Empty);
        Assert.That(new AuditRequest { End = new Timestamp(-5) }.Validate(), Is.Empty);
    }

    [Test]
    public void Validate_ManyFaults_NamesAllAtOnce()
    {
        var request = new AuditRequest
        {
            Tolerance = TimeSpan.FromMicroseconds(-1),
            Settle = TimeSpan.FromMicroseconds(-1),
            Start = new Timestamp(1),
            End = new Timestamp(0),
            FailOn = (FailOn)9,
        };

        Assert.That(request.Validate(), Has.Count.EqualTo(4));
    }

    [TestCase("""{"Channels":null}""", "channels")]
    [TestCase("""{"Qualities":[null]}""", "qualities")]
    [TestCase("""{"Exclude":null}""", "leave out")]
    public void Request_OfJsonWithNull_BreaksARule(string json, string what) =>
        Assert.That(JsonSerializer.Deserialize<AuditRequest>(json)!.Validate(), Has.Count.EqualTo(1).And.All.Contains(what));

    [Test]
    public void Request_AsJson_ComesBackAsItWas()
    {
        var request = new AuditRequest
        {
            Channels = ["a", "\\xFF"],
            Qualities = ["source"],
            Exclude = [.. AuditDefaults.Exclude, "*/chat"],
            Start = Timestamp.Parse("2026-03-28T22:10:00.000001Z"),
            End = Timestamp.Parse("2026-03-29"),
            StartsAtFirstSegment = true,
            Tolerance = TimeSpan.FromMicroseconds(1),
            Settle = TimeSpan.FromMinutes(5),
            Silence = null,
            FailOn = FailOn.Any,
            IncludeHours = true,
        };

        var text = JsonSerializer.Serialize(request);
        var back = JsonSerializer.Deserialize<AuditRequest>(text)!;

        Assert.That(JsonSerializer.Serialize(back), Is.EqualTo(text));
        Assert.That((back.Channels, back.Qualities, back.Exclude), Is.EqualTo((request.Channels, request.Qualities, request.Exclude)));
        Assert.That(
            back with
            {
                Channels = [],
                Qualities = [],
                Exclude = [],
            },
            Is.EqualTo(request with { Channels = [], Qualities = [], Exclude = [] }));
    }
}
