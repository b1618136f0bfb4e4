using System.Text.Json;

namespace SegmentPipeline.Tests.Records;

internal sealed class JsonRecordWriterTests
{
    [Test]
    public async Task Records_AsOneDocument_AreThoseOfNdjson()
    {
        var lines = await WrittenText.OfAsync(stream => new NdjsonRecordWriter(stream), SampleRecords.All);
        var document = await WrittenText.OfAsync(stream => new JsonRecordWriter(stream), SampleRecords.All);

        var records = JsonDocument
            .Parse(document)
            .RootElement.GetProperty("records")
            .EnumerateArray()
            .Select(record => record.GetRawText());
        Assert.That(records, Is.EqualTo(lines.TrimEnd('\n').Split('\n')));
    }

    [Test]
    public async Task NoRecords_AsOneDocument_AreAnEmptyList() =>
        Assert.That(await WrittenText.OfAsync(stream => new JsonRecordWriter(stream)), Is.EqualTo("{\"records\":[]}\n"));

    [Test]
    public async Task Deterministic_Header_HasNoRoot()
    {
        var text = await WrittenText.OfAsync(stream => new JsonRecordWriter(stream, RecordFields.Deterministic), SampleRecords.Header);

        Assert.That(text, Does.Contain("\"header\"").And.Not.Contain("root"));
    }
}
