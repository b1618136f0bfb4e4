using System.Text;
using System.Text.Json;

namespace SegmentPipeline.Replicas.Tests.Merging;

/// <summary>Records of a fleet are read as they were written, and nothing else is.</summary>
internal sealed class FleetRecordTests
{
    private const string End = """{"type":"fleet","nodes":1,"answered":1,"streams":0,"microseconds":{"full":0,"suspect":0,"partial":0,"missing":0,"unknown":0},"copies":[0,0],"holes":0,"thin":0,"complete":true,"exit":2}""";

    [Test]
    public async Task Read_OfWrittenRecords_GivesTheSame()
    {
        foreach (var seed in Enumerable.Range(1, 300))
        {
            var faked = FakedFleet.Make(seed);
            var records = FleetMerge.Merge([.. faked.Nodes.Select(node => node.ToAnswer())], faked.Request).ToList();

            var written = await WriteAsync(FleetRecordWriter.CreateNdjson, records);
            var read = await ReadAsync(written);

            Assert.That(read.Select(record => JsonSerializer.Serialize(record)), Is.EqualTo(records.Select(record => JsonSerializer.Serialize(record))), $"seed {seed}");
            Assert.That(read.Select(record => record.GetType()), Is.EqualTo(records.Select(record => record.GetType())), $"seed {seed}");
            Assert.That(await WriteAsync(FleetRecordWriter.CreateNdjson, read), Is.EqualTo(written), $"seed {seed}");
        }
    }

    [Test]
    public async Task Write_AsJsonAndAsCsv_HasEachRecord()
    {
        var faked = FakedFleet.Make(4);
        var records = FleetMerge.Merge([.. faked.Nodes.Select(node => node.ToAnswer())], faked.Request with { Verdicts = true }).ToList();

        using var json = JsonDocument.Parse(await WriteAsync(FleetRecordWriter.CreateJson, records));
        var lines = Encoding.UTF8.GetString(await WriteAsync(FleetRecordWriter.CreateCsv, records)).Split("\r\n");

        Assert.That(json.RootElement.GetArrayLength(), Is.EqualTo(records.Count).And.GreaterThan(10));
        Assert.That(lines, Has.Length.EqualTo(records.Sum(record => record is FleetVerdictRecord one ? one.Parts.Count : 1) + 1));
        Assert.That(lines.SkipLast(1).Select(line => line.Count(letter => letter == ',')).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task Csv_OfAStream_HasClassesThatAddUpToItsWindow()
    {
        string[] classes = ["full", "suspect", "partial", "missing", "unknown", "off"];
        var stream = new FleetStreamRecord
        {
            Stream = new StreamId("c", "q"),
            Window = new TimeRange(new Timestamp(0), new Timestamp(21)),
            Microseconds = new ClassMicroseconds { Full = 1, Suspect = 2, Partial = 3, Missing = 4, Unknown = 5, Off = 6 },
            Copies = [15, 6],
        };

        var lines = Encoding.UTF8.GetString(await WriteAsync(FleetRecordWriter.CreateCsv, [stream])).Split("\r\n");
        var cells = lines[0].Split(',').Zip(lines[1].Split(',')).ToDictionary(pair => pair.First, pair => pair.Second);

        Assert.That(classes.Select(name => cells[name]), Is.EqualTo(["1", "2", "3", "4", "5", "6"]));
        Assert.That(cells["microseconds"], Is.EqualTo("21"));
    }

    [Test]
    public async Task Write_OfNothing_IsAnEmptyList()
    {
        Assert.That(await WriteAsync(FleetRecordWriter.CreateNdjson, []), Is.Empty);
        Assert.That(JsonDocument.Parse(await WriteAsync(FleetRecordWriter.CreateJson, [])).RootElement.GetArrayLength(), Is.Zero);
    }

    [TestCase("", "break off")]
    [TestCase("{\"type\":\"fleet-hole\"}\n", "'channel' is missing")]
    [TestCase("{\"type\":\"fleet\"}\n", "'nodes' is missing")]
    [TestCase("{\"type\":5}\n", "line 1")]
    [TestCase("[]\n", "line 1")]
    [TestCase("<html>\n", "line 1")]
    [TestCase("{\"type\":\"moon\"}\n", "break off")]
    [TestCase("{\"type\":\"fleet-hole\",\"channel\":\"a\",\"quality\":\"q\",\"start\":\"2026-03-28\",\"end\":\"2026-03-27\"}\n", "line 1")]
    [TestCase("{\"type\":\"fleet-hole\",\"channel\":\"../a\",\"quality\":\"q\",\"start\":\"2026-03-28\",\"end\":\"2026-03-29\"}\n", "line 1")]
    [TestCase("{\"type\":\"single\",\"channel\":\"a\",\"quality\":\"q\",\"start\":\"2026-03-28\",\"end\":\"2026-03-29\",\"nodes\":[]}\n", "one node")]
    [TestCase("{\"type\":\"single\",\"channel\":\"a\",\"quality\":\"q\",\"start\":\"2026-03-28\",\"end\":\"2026-03-29\",\"nodes\":[null]}\n", "line 1")]
    [TestCase("{\"type\":\"fleet-verdict\",\"node\":\"n\",\"channel\":\"a\",\"quality\":\"q\",\"hole\":{\"start\":\"2026-03-28\",\"end\":\"2026-03-29\"},\"parts\":[{\"start\":\"2026-03-28\",\"end\":\"2026-03-29\",\"verdict\":\"splendid\"}]}\n", "no verdict")]
    public void Read_OfWhatIsNoRecordOfAFleet_IsRefused(string text, string words) =>
        Assert.That(
            async () => await ReadAsync(Encoding.UTF8.GetBytes(text)),
            Throws.TypeOf<FormatException>().With.Message.Contains(words));

    [TestCase("\"full\":0", "\"full\":-1")]
    [TestCase("\"full\":0,\"suspect\":0", "\"full\":9223372036854775807,\"suspect\":1")]
    [TestCase("[0,0]", "[9223372036854775807,1]")]
    [TestCase("[0,0]", "{}")]
    [TestCase("\"exit\":2", "\"exit\":2e99")]
    public void Read_OfFiguresThatCannotBe_IsRefused(string right, string wrong) =>
        Assert.That(
            async () => await ReadAsync(Encoding.UTF8.GetBytes(End.Replace(right, wrong, StringComparison.Ordinal))),
            Throws.TypeOf<FormatException>());

    [Test]
    public void Read_OfSomethingBehindTheEnd_IsRefused() =>
        Assert.That(
            async () => await ReadAsync(Encoding.UTF8.GetBytes($"{End}\n{End}\n")),
            Throws.TypeOf<FormatException>().With.Message.Contains("behind the last"));

    [Test]
    public async Task Read_OfTheEndAlone_GivesIt() =>
        Assert.That((await ReadAsync(Encoding.UTF8.GetBytes(End))).Single(), Is.TypeOf<FleetSummaryRecord>());

    private static async Task<byte[]> WriteAsync(Func<Stream, FleetRecordWriter> create, IEnumerable<FleetRecord> records)
    {
        var bytes = new MemoryStream();
        var writer = create(bytes);
        foreach (var record in records) await writer.WriteAsync(record);
        await writer.CompleteAsync();
        return bytes.ToArray();
    }

    private static async Task<List<FleetRecord>> ReadAsync(byte[] ndjson)
    {
        var records = new List<FleetRecord>();
        await foreach (var record in FleetRecordReader.ReadAsync(new MemoryStream(ndjson))) records.Add(record);
        return records;
    }
}
