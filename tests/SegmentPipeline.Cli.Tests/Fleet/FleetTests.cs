namespace SegmentPipeline.Cli.Tests.Fleet;

/// <summary>Tests that ask a canned node, which is there before each and gone after it.</summary>
internal abstract class FleetTests
{
    protected CannedNode Node { get; private set; } = null!;

    protected Pipeline Pipeline { get; private set; } = null!;

    [SetUp]
    public async Task StartAsync()
    {
        Pipeline = new Pipeline { TimeProvider = new HastyClock() };
        Node = await CannedNode.StartAsync();
        CannedFleet.Fill(Node);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await Node.DisposeAsync();
        Pipeline.Dispose();
    }

    /// <summary>Runs a verb below <c>fleet</c> that asks the node.</summary>
    protected Task<Outcome> RunAsync(params string[] words) => Pipeline.RunAsync(["fleet", .. words, "--via", Node.Address]);
}
