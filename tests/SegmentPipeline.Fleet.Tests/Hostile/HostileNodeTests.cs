using System.Text.Json;

namespace SegmentPipeline.Fleet.Tests;

/// <summary>A node whose answers come slowly, half, as garbage, without an end, or not at all: the run ends, this node is unknown and says
/// why, and the others have answered.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class HostileNodeTests
{
    private static readonly Dictionary<string, string> CauseOf = new(StringComparer.Ordinal)
    {
        ["half"] = "its answer cannot be read: the records of n3 ",
        ["garbage"] = "its answer cannot be read: the records of n3 are none of an audit: line 1: ",
        ["wide"] = "its answer cannot be read: line 1 has more than 4194304 bytes",
        ["redirect"] = "its answer cannot be fetched: HTTP 302",
        ["failing"] = "its answer cannot be fetched: HTTP 500",
        ["endless"] = "it has not answered in time",
        ["silent"] = "it has not answered in time",
    };

    private static readonly string[] Right = ["slow", "broken"];
    private static readonly string[] Unending = ["endless", "silent"];

    [Test]
    public async Task Node_WhoseAnswersAreNone_IsUnknownAndTheOthersAnswer()
    {
        var clock = new SetClock();
        RunningFleet? fleet = null;
        await using var host = new HostileHost(run => File.ReadAllBytes(Path.Combine(fleet!.Nodes[2].Directory, $"{run}.ndjson")));
        host.Start();
        await using var started = fleet = await RunningFleet.StartAsync(setUp: options =>
        {
            if (options.Fleet!.Node == "n3") options.Fleet.Http = host.Url;
        }, clock: clock);

        foreach (var way in Right.Concat(CauseOf.Keys))
        {
            using var begun = await fleet.AskAsync(0, $$"""{"id":"{{way}}"}""");
            Assert.That((int)begun.StatusCode, Is.EqualTo(202));
        }

        foreach (var way in Right) CheckWhole(await fleet.UntilOverAsync(way));
        foreach (var way in CauseOf.Keys.Except(Unending)) await CheckUnknownAsync(fleet, way);
        foreach (var way in Unending)
            await Patience.UntilAsync(async () => HasOthers(await fleet.LookAsync(way)) && host.AskedFor(way) > 0, () => way);

        // Those that would go on for ever go on until the deadline, and are let go then.
        clock.Advance(TimeSpan.FromHours(2));
        foreach (var way in Unending) await CheckUnknownAsync(fleet, way);
        await Patience.UntilAsync(() => Task.FromResult(host.Open == 0), () => $"{host.Open} connections are open");
        Assert.That(host.AskedFor("broken"), Is.EqualTo(3));
    }

    private static void CheckWhole(JsonElement run)
    {
        Assert.That(run.GetProperty("exit").GetInt32(), Is.EqualTo(1), run.ToString());
        Assert.That(run.GetProperty("nodes").EnumerateArray().Select(StateOf), Is.All.EqualTo("answered"));
    }

    private static async Task CheckUnknownAsync(RunningFleet fleet, string way)
    {
        var run = await fleet.UntilOverAsync(way);
        Assert.That(run.GetProperty("state").GetString(), Is.EqualTo("ended"), run.ToString());
        Assert.That(run.GetProperty("exit").GetInt32(), Is.EqualTo(3));
        Assert.That(HasOthers(run), Is.True, run.ToString());
        var last = run.GetProperty("nodes")[2];
        Assert.That(StateOf(last), Is.EqualTo("unknown"));
        Assert.That(last.GetProperty("cause").GetString(), Does.StartWith(CauseOf[way]));
        var end = JsonDocument.Parse((await fleet.RecordsAsync(way))[^1]).RootElement;
        Assert.That(end.GetProperty("answered").GetInt32(), Is.EqualTo(2));
        Assert.That(end.GetProperty("microseconds").GetProperty("unknown").GetInt64(), Is.EqualTo(10_000_000));
    }

    private static bool HasOthers(JsonElement run) =>
        run.GetProperty("nodes").EnumerateArray().SkipLast(1).All(node => StateOf(node) == "answered");

    private static string? StateOf(JsonElement node) => node.GetProperty("state").GetString();
}
