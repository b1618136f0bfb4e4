using System.Text.Json;
using System.Text.Json.Serialization;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Records;

/// <summary>What a host serialises looks as docs/formats.md says, also without reflection.</summary>
internal sealed class ValueJsonTests
{
    private static readonly StreamId Stream = new("c", "q");

    [Test]
    public void Serialize_Values_AreTheirTexts()
    {
        var time = Timestamp.Parse("2026-03-28T22:00:02.01Z");

        Assert.That(Written(time), Is.EqualTo("\"2026-03-28T22:00:02.010000Z\""));
        Assert.That(Written(time.Hour), Is.EqualTo("\"2026-03-28T22\""));
        Assert.That(Written(Stream), Is.EqualTo("""{"channel":"c","quality":"q"}"""));
        Assert.That(
            Written(new TimeRange(time, time)),
            Is.EqualTo("""{"start":"2026-03-28T22:00:02.010000Z","end":"2026-03-28T22:00:02.010000Z"}"""));
        Assert.That(Written(new ClassMicroseconds
        {
            Full = 1,
            Suspect = 2,
            Partial = 3,
            Missing = 4,
            Unknown = 5,
        }), Is.EqualTo("""{"full":1,"suspect":2,"partial":3,"missing":4,"unknown":5}"""));
    }

    [Test]
    public void Deserialize_WhatWasWritten_IsTheSame()
    {
        var time = Timestamp.Parse("2026-03-28T22:00:02.01Z");
        var range = TimeRange.Unordered(time, new Timestamp(0));

        Assert.That(Read<Timestamp>(Written(time)), Is.EqualTo(time));
        Assert.That(Read<Hour>(Written(time.Hour)), Is.EqualTo(time.Hour));
        Assert.That(Read<StreamId>(Written(Stream)), Is.EqualTo(Stream));
        Assert.That(Read<TimeRange>(Written(range)), Is.EqualTo(range));
        Assert.That(Read<StreamId>("""{"x":[1,{"y":2}],"quality":"q","channel":"c"}"""), Is.EqualTo(Stream));
    }

    [TestCase("\"tomorrow\"", "is not a time")]
    [TestCase("5", "a text is expected")]
    public void Deserialize_NoTime_SaysWhy(string json, string reason) =>
        Assert.That(() => Read<Timestamp>(json), Throws.TypeOf<JsonException>().With.Message.Contains(reason));

    [TestCase("\"c/q\"", "an object with channel and quality is expected")]
    [TestCase("""{"channel":"c"}""", "quality is missing")]
    [TestCase("""{"channel":"..","quality":"q"}""", "starts with a dot")]
    public void Deserialize_NoStream_SaysWhy(string json, string reason) =>
        Assert.That(() => Read<StreamId>(json), Throws.TypeOf<JsonException>().With.Message.Contains(reason));

    [Test]
    public void Serialize_MembersOfClosedSets_AreTheWordsOfTheFormats()
    {
        foreach (var value in Enum.GetValues<CoverageClass>()) Assert.That(Written(value), Is.EqualTo($"\"{RecordWords.WordOf(value)}\""));
        foreach (var value in Enum.GetValues<SegmentKind>()) Assert.That(Written(value), Is.EqualTo($"\"{RecordWords.WordOf(value)}\""));
        foreach (var value in Enum.GetValues<HoleReason>()) Assert.That(Written(value), Is.EqualTo($"\"{RecordWords.WordOf(value)}\""));
        foreach (var value in Enum.GetValues<DeltaChange>()) Assert.That(Written(value), Is.EqualTo($"\"{RecordWords.WordOf(value)}\""));
        foreach (var value in Enum.GetValues<EntryFate>()) Assert.That(Written(value), Is.EqualTo($"\"{RecordWords.WordOf(value)}\""));
        foreach (var value in Enum.GetValues<MomentPlace>()) Assert.That(Written(value), Is.EqualTo($"\"{MomentWords.WordOf(value)}\""));
        foreach (var value in Enum.GetValues<ChoiceRule>()) Assert.That(Written(value), Is.EqualTo($"\"{MomentWords.WordOf(value)}\""));
        Assert.That(Read<FailOn>("\"degraded\""), Is.EqualTo(FailOn.Degraded));
        Assert.That(() => Read<FailOn>("2"), Throws.TypeOf<JsonException>());
    }

    [Test]
    public async Task Serialize_EveryRecord_IsItsLineOfNdjson()
    {
        var stream = new MemoryStream();
        var writer = new NdjsonRecordWriter(stream);
        foreach (var record in SampleRecords.All) await writer.WriteAsync(record);
        await writer.CompleteAsync();
        var lines = System.Text.Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.That(SampleRecords.All.Select(record => Written(record)), Is.EqualTo(lines));
        Assert.That(SampleRecords.All.Select(record => Written<object>(record)), Is.EqualTo(lines));
        Assert.That(
            Written<IReadOnlyList<Finding>>([SampleRecords.Hole, SampleRecords.Stray]),
            Is.EqualTo($"[{Written(SampleRecords.Hole)},{Written(SampleRecords.Stray)}]"));
    }

    [Test]
    public void Serialize_AReport_HasItsRecords()
    {
        var report = new AuditReport
        {
            Header = SampleRecords.Header,
            Findings = [SampleRecords.Hole],
            Hours = [],
            Streams = [SampleRecords.StreamFigures],
            Summary = SampleRecords.Summary,
        };

        Assert.That(
            JsonSerializer.Serialize(report, ValueJsonContext.Default.AuditReport),
            Is.EqualTo(
                $$"""{"header":{{Written(SampleRecords.Header)}},"findings":[{{Written(SampleRecords.Hole)}}],"hours":[],"streams":[{{Written(SampleRecords.StreamFigures)}}],"summary":{{Written(SampleRecords.Summary)}}}"""
            ));
    }

    [Test]
    public async Task Serialize_ASequence_IsThatOfTheFormats()
    {
        var tree = new ArchiveTree();
        tree.Hour("2026-03-28T22").File(SegmentNames.Full("00:00"));
        await using var opened = OpenedArchive.Open(tree, ReaderKind.InMemory);
        var sequence = await opened.Archive.SelectAsync(Stream, TimeRange.Parse("2026-03-28T22", "2026-03-28T22:00:10"));
        var stream = new MemoryStream();
        await SequenceJson.WriteAsync(stream, sequence);
        const string Hole = """{"start":"2026-03-28T22:00:02.000000Z","end":"2026-03-28T22:00:10.000000Z","reason":"trailing"}""";

        Assert.That(Written(sequence) + "\n", Is.EqualTo(System.Text.Encoding.UTF8.GetString(stream.ToArray())));
        Assert.That(JsonSerializer.Serialize(sequence, ValueJsonContext.Default.SegmentSequence), Is.EqualTo(Written(sequence)));
        Assert.That(Written(sequence.Holes), Is.EqualTo($"[{Hole}]"));
        Assert.That(Written(sequence), Does.Contain($$"""{"hole":{{Hole}}}""").And.Contain(Written(sequence.Segments[0])));
    }

    [Test]
    public async Task Serialize_AnExplanation_IsThatOfTheFormats()
    {
        var tree = new ArchiveTree();
        tree.Hour("2026-03-28T22").File(SegmentNames.Full("00:00"));
        await using var opened = OpenedArchive.Open(tree, ReaderKind.InMemory);
        var why = await opened.Archive.ExplainAsync(Stream, Timestamp.Parse("2026-03-28T22:00:01Z"));
        var stream = new MemoryStream();
        await MomentJson.WriteAsync(stream, why);

        Assert.That(Written(why) + "\n", Is.EqualTo(System.Text.Encoding.UTF8.GetString(stream.ToArray())));
        Assert.That(Written(why), Does.Contain(Written(why.Entries[0])));
    }

    [Test]
    public void Deserialize_WhatIsOnlyWritten_IsRefused() =>
        Assert.That(() => Read<HoleFinding>("{}"), Throws.TypeOf<NotSupportedException>());

    private static string Written<T>(T value) => JsonSerializer.Serialize(value, Relaxed);

    private static T? Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Relaxed);

    private static readonly JsonSerializerOptions Relaxed = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}

/// <summary>What a host compiled ahead of time would have of its own.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AuditReport))]
[JsonSerializable(typeof(SegmentSequence))]
[JsonSerializable(typeof(IReadOnlyList<SequenceHole>))]
internal sealed partial class ValueJsonContext : JsonSerializerContext;
