using System.Text.Json;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests;

internal sealed class WhyTests
{
    private const string Moment = "2026-03-28T22:00:07Z";

    [TestCase("hole")]
    [TestCase("superseded")]
    [TestCase("bad-name")]
    [TestCase("overlap")]
    [TestCase("long-hole")]
    public async Task Text_OfAMoment_AnswersFirstAndThenGivesReasons(string tree)
    {
        var outcome = await WhyAsync(TreeOf(tree), Moment, width: 80);

        Snapshot.Match($"why-{tree}", outcome.Output);
        Assert.That(outcome.ExitCode, Is.Zero);
        Assert.That(outcome.Error, Is.Empty);
    }

    [TestCase("2026-03-28T21:59:59.999999Z", "lies before the stream begins")]
    [TestCase("2026-03-28T22:00:00Z", "is covered: full segments cover 22:00:00 to 22:00:06 (6.000s)")]
    [TestCase("2026-03-28T22:00:06Z", "lies after the stream ends")]
    public async Task Text_AtTheEdgesOfTheStream_SaysSo(string moment, string answer)
    {
        var outcome = await WhyAsync(Trees.Clean(), moment);

        Assert.That(outcome.OutputLines[0], Does.Contain(answer));
        Assert.That(outcome.ExitCode, Is.Zero);
    }

    [Test]
    public async Task UnreadableHour_AroundTheMoment_IsIncomplete()
    {
        var tree = Trees.With("unreadable");
        tree.Hour("2026-03-29T00").File(SegmentNames.Full("00:00"));

        var outcome = await WhyAsync(tree, "2026-03-28T23:30:00Z");

        Assert.That(outcome.ExitCode, Is.EqualTo(3));
        Assert.That(outcome.Error, Is.EqualTo("pipeline: could not read c/q/2026-03-28T23: permission denied\n"));
        Assert.That(outcome.OutputLines[0], Does.Contain("is unknown: 23:00:00 to 2026-03-29T00:00:00Z (1h 00m) could not be read"));
    }

    [Test]
    public async Task HostileNames_AroundTheMoment_AreShownHarmlessly()
    {
        var tree = Trees.Clean();
        tree.Hour(Trees.Hour)
            .File("00:07-2.0-temp-\e[2J x.ts")
            .File("00:07-2.0-full-\e]0;x\a\n.ts")
            .File(".00:07\r.ts")
            .File("00:07\u0090.txt");
        tree.Hour(Trees.Hour).File("00:07-2.0-full-\e\n.tombstone").File("00:07-2.0-full-\e\n.ts").File(SegmentNames.Full("00:08"));

        var outcome = await WhyAsync(tree, Moment, width: 80);

        Snapshot.Match("why-hostile", outcome.Output);
        Assert.That(outcome.Output.Where(character => character != '\n' && char.IsControl(character)), Is.Empty);
    }

    [Test]
    public async Task Json_OfAMoment_HasTheFieldsOfTheDocument()
    {
        var outcome = await WhyAsync(TreeOf("bad-name"), Moment, 80, "--format", "json");

        Assert.That(outcome.ExitCode, Is.Zero);
        Snapshot.Match("why-json", outcome.Output);
        var root = JsonDocument.Parse(outcome.Output).RootElement;
        var section = ProjectFiles
            .Read("docs/formats.md")
            .Split("\n## ")
            .Single(part => part.StartsWith("Why\n", StringComparison.Ordinal));
        Assert.That(FieldsOf(root).Distinct().Where(field => !section.Contains($"`{field}`", StringComparison.Ordinal)), Is.Empty);
        Assert.That(
            root.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("fate").GetString()),
            Does.Contain("bad"));
    }

    [TestCase("nowhere", 2)]
    [TestCase("archive/c", 64)]
    public async Task Stream_ThatIsNotThere_IsToldInOneLine(string root, int exitCode)
    {
        using var pipeline = new Pipeline();
        Directory.CreateDirectory(Path.Combine(pipeline.WorkingDirectory, "archive/c/q", Trees.Hour));

        var outcome = await pipeline.RunAsync("why", root, "c", "q", Moment);

        Assert.That(outcome.ExitCode, Is.EqualTo(exitCode));
        Assert.That(outcome.ErrorLines, Has.Length.EqualTo(1));
        Assert.That(outcome.Output, Is.Empty);
    }

    private static async Task<Outcome> WhyAsync(ArchiveTree tree, string moment, int? width = null, params string[] options)
    {
        using var pipeline = new Pipeline { Reader = new InMemoryReader(tree) };
        if (width is { } columns) pipeline.OutputScreen = new Screen(columns, 24, HasColours: false);
        return await pipeline.RunAsync(["why", InMemoryReader.RootPath, "c", "q", moment, .. options]);
    }

    private static ArchiveTree TreeOf(string what)
    {
        var tree = Trees.Clean();
        var hour = tree.Hour(Trees.Hour);
        switch (what)
        {
            case "hole":
                hour.File(SegmentNames.Full("00:08")).File(SegmentNames.Temporary("00:06")).File(SegmentNames.Partial("00:08", "9.0"));
                break;
            case "superseded":
                hour.File(SegmentNames.Full("00:06", "2.0", 1), 200)
                    .File(SegmentNames.Full("00:06", "2.0", 2), 100)
                    .File(SegmentNames.Full("00:06", "1.5", 3));
                hour.File(SegmentNames.Suspect("00:06", "9.0")).File(SegmentNames.Full("00:08"));
                break;
            case "overlap":
                hour.File(SegmentNames.Full("00:06")).File(SegmentNames.Full("00:06.5")).File(SegmentNames.Suspect("00:06.9"));
                break;
            case "bad-name":
                hour.File("00:06-2,0-full-x.ts")
                    .File("61:00-2.0-full-x.ts")
                    .File("00:06.5-1.0-full-short.ts")
                    .File(SegmentNames.Full("00:08"));
                hour.File(Path.ChangeExtension(SegmentNames.Full("00:07.5"), ".tombstone"));
                hour.File(SegmentNames.Full("00:07")).File(Path.ChangeExtension(SegmentNames.Full("00:07"), ".tombstone"));
                break;
            default:
                tree.Hour("2026-05-01T03").File(SegmentNames.Suspect("00:00"));
                break;
        }

        return tree;
    }

    private static IEnumerable<string> FieldsOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(field => FieldsOf(field.Value).Append(field.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(FieldsOf),
        _ => [],
    };
}
