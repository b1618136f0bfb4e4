using SegmentPipeline.Testing;

namespace SegmentPipeline.Web.Tests;

internal sealed class ListeningTests
{
    [TestCase("http://127.0.0.1:0", false)]
    [TestCase("http://*:0", true)]
    public async Task Server_ThatOthersCanReach_SaysSoInTheLog(string url, bool warns)
    {
        await using var server = await RunningServer.StartAsync($"\"urls\":\"{url}\",");

        var ids = server.Log.GetSnapshot().Select(record => record.Id.Id).ToList();
        Assert.That(ids, Has.Exactly(1).EqualTo(100));
        Assert.That(ids, Has.Exactly(warns ? 1 : 0).EqualTo(101));
    }

    [Test]
    public async Task Server_OnAPortThatIsTaken_DoesNotStartAndAuditsNothing()
    {
        await using var server = await RunningServer.StartAsync();
        using var tree = new ArchiveBuilder();
        var options = RunningServer.Options(tree, "", "");
        options.Urls = [server.Client.BaseAddress!.GetLeftPart(UriPartial.Authority)];
        await using var second = PipelineServer.Build(options);

        Assert.That(async () => await PipelineServer.StartAsync(second), Throws.InstanceOf<IOException>());
        Assert.That(File.Exists(RunningServer.LedgerOf(tree)), Is.False);
    }
}
