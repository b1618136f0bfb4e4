using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace SegmentPipeline.Fleet.Tests;

/// <summary>Every method of every grain is called from every silo, so most calls cross from one to another: a type without a serializer
/// breaks its whole interface, and no build says so.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class EveryCallTests
{
    private static readonly FleetRunRequest Request = new()
    {
        Kind = FleetRunKind.Shared,
        Archive = "none",
        Channels = ["c"],
        Qualities = ["q"],
        Start = new Timestamp(0),
        End = new Timestamp(1),
        Tolerance = TimeSpan.FromSeconds(1),
        Copies = 2,
        Nodes = ["n1"],
        Deadline = TimeSpan.FromHours(1),
    };

    private static readonly FleetRunStatus Run = new()
    {
        Id = "r1",
        Request = Request,
        Ended = DateTimeOffset.UnixEpoch,
        Exit = 1,
        Failure = "none",
        Nodes = [new RunNode { Node = "n1", AsOf = new Timestamp(1), AbsentSince = DateTimeOffset.UnixEpoch }],
        Reporter = "n1",
        Figures = new FleetFigures { Copies = [1, 2], Missing = 1, Thin = 1, Streams = 1 },
    };

    private static readonly NodeCard Card = new() { Node = "n1", Http = "", Archives = ["main"], Shared = ["main"], Version = "1", Now = default };

    private static readonly PartStatus Part = new() { Phase = PartPhase.Running, Archive = "main", Cause = "none", Exit = 1 };

    /// <summary>How each method is called, by the interface and the name that stands for it.</summary>
    private static readonly Dictionary<string, Func<IGrainFactory, string, Task>> Calls = new(StringComparer.Ordinal)
    {
        ["INodeGrain.Describe"] = (grains, at) => grains.GetGrain<INodeGrain>(at).DescribeAsync(),
        ["INodeGrain.Begin"] = (grains, at) => grains.GetGrain<INodeGrain>(at).BeginAsync("r1", Request),
        ["INodeGrain.Stop"] = (grains, at) => grains.GetGrain<INodeGrain>(at).StopAsync("r1"),
        ["INodeGrain.Plan"] = (grains, at) => grains.GetGrain<INodeGrain>(at).PlanAsync(Request with { Archive = "main" }),
        ["INodeGrain.Report"] = (grains, at) => grains.GetGrain<INodeGrain>(at).ReportAsync(Run),
        ["IFleetGrain.Register"] = (grains, _) => grains.GetGrain<IFleetGrain>(0).RegisterAsync(Card),
        ["IFleetGrain.Nodes"] = (grains, _) => grains.GetGrain<IFleetGrain>(0).GetNodesAsync(),
        ["IFleetGrain.ForgetNode"] = (grains, _) => grains.GetGrain<IFleetGrain>(0).ForgetNodeAsync("n4"),
        ["IFleetGrain.NoteRun"] = (grains, _) => grains.GetGrain<IFleetGrain>(0).NoteRunAsync("r1"),
        ["IFleetGrain.Runs"] = (grains, _) => grains.GetGrain<IFleetGrain>(0).GetRunsAsync(),
        ["IAnswerGrain.Keep"] = (grains, at) => grains.GetGrain<IAnswerGrain>($"r1/{at}").KeepAsync([1]),
        ["IAnswerGrain.Read"] = (grains, at) => grains.GetGrain<IAnswerGrain>($"r1/{at}").ReadAsync(),
        ["IAnswerGrain.Forget"] = (grains, at) => grains.GetGrain<IAnswerGrain>($"r1/{at}").ForgetAsync(),
        ["IFleetRunGrain.Begin"] = (grains, at) => grains.GetGrain<IFleetRunGrain>($"r{at}").BeginAsync(Request),
        ["IFleetRunGrain.Status"] = (grains, at) => grains.GetGrain<IFleetRunGrain>($"r{at}").GetStatusAsync(),
        ["IFleetRunGrain.Hear"] = (grains, at) => grains.GetGrain<IFleetRunGrain>($"r{at}").HearAsync("n1", Part),
        ["IFleetRunGrain.Lease"] = (grains, at) => grains.GetGrain<IFleetRunGrain>($"r{at}").LeaseAsync("n1"),
        ["IFleetRunGrain.Complete"] = (grains, at) => grains.GetGrain<IFleetRunGrain>($"r{at}").CompleteAsync("n1", 0, [[1]]),
        ["IFleetRunGrain.Plan"] = (grains, at) => grains.GetGrain<IFleetRunGrain>($"r{at}").GetPlanAsync(),
        ["IFleetRunGrain.Stop"] = (grains, at) => grains.GetGrain<IFleetRunGrain>($"r{at}").StopAsync(),
        ["IFleetRunGrain.Forget"] = (grains, at) => grains.GetGrain<IFleetRunGrain>($"r{at}").ForgetAsync(),
    };

    [Test]
    public async Task Method_OfEachGrain_IsAnsweredFromEachSilo()
    {
        await using var fleet = await RunningFleet.StartAsync(isShared: true);
        var methods = WireTable.Interfaces.SelectMany(grain => grain.GetMethods()).Select(NameOf).ToList();

        Assert.That(Calls.Keys, Is.EquivalentTo(methods));
        foreach (var node in fleet.Nodes)
        {
            var grains = node.Application.Services.GetRequiredService<FleetSilo>().Grains;
            foreach (var (name, call) in Calls)
            {
                foreach (var at in (string[])["n1", "n2", "n3"])
                    Assert.That(async () => await call(grains, at), Throws.Nothing, $"{name} of {at}");
            }
        }
    }

    [Test]
    public async Task Exception_OfANodeThatIsNotThere_ArrivesAsWhatItIs()
    {
        await using var fleet = await RunningFleet.StartAsync();

        foreach (var node in fleet.Nodes)
        {
            var grains = node.Application.Services.GetRequiredService<FleetSilo>().Grains;
            var absent = await Assert.ThrowsAsync<NodeAbsentException>(() => grains.GetGrain<INodeGrain>("n9").DescribeAsync());
            Assert.That(absent!.Message, Does.Contain("n9"));
        }
    }

    private static string NameOf(MethodInfo method) => $"{method.DeclaringType!.Name}.{WireTable.AliasOf(method)}";
}
