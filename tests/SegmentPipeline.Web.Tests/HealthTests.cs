using System.Net;
using System.Text.Json;

namespace SegmentPipeline.Web.Tests;

internal sealed class HealthTests
{
    [Test]
    public async Task Server_WithItsArchives_IsAliveAndReady()
    {
        await using var server = await RunningServer.StartAsync();

        Assert.That(await server.Client.GetStringAsync("/healthz"), Is.EqualTo("""{"status":"alive"}"""));
        Assert.That(await server.Client.GetStringAsync("/readyz"), Is.EqualTo("""{"status":"ready"}"""));
        await server.AuditAsync();
        Assert.That(await server.Client.GetStringAsync("/readyz"), Is.EqualTo("""{"status":"ready"}"""));
    }

    [Test]
    public async Task Server_WithoutTheRootOfAnArchive_IsAliveButNotReady()
    {
        await using var server = await RunningServer.StartAsync();
        Directory.Delete(server.Tree.Root, recursive: true);

        Assert.That(await CauseAsync(server), Is.EqualTo($"there is no directory {server.Tree.Root}"));
        Assert.That(await server.Client.GetStringAsync("/healthz"), Is.EqualTo("""{"status":"alive"}"""));
    }

    [Test]
    public async Task Server_WithALedgerThatIsNone_IsNotReady()
    {
        await using var server = await RunningServer.StartAsync();
        await File.WriteAllTextAsync(RunningServer.LedgerOf(server.Tree), new string('x', 10_000));

        Assert.That(await CauseAsync(server), Does.Contain(RunningServer.LedgerOf(server.Tree)));
        using var runs = await server.Client.GetAsync("/api/archives/main/runs");
        Assert.That(runs.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        var archive = await server.AuditAsync();
        Assert.That(archive.GetProperty("lastRun").GetProperty("exit").GetInt32(), Is.EqualTo(2));
        Assert.That(archive.GetProperty("lastRun").GetProperty("failure").GetString(), Does.Contain(RunningServer.LedgerOf(server.Tree)));
    }

    private static async Task<string?> CauseAsync(RunningServer server)
    {
        using var reply = await server.Client.GetAsync("/readyz");
        Assert.That(reply.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(reply.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        var archive = JsonDocument.Parse(await reply.Content.ReadAsStringAsync()).RootElement.GetProperty("archives")[0];
        Assert.That(archive.GetProperty("name").GetString(), Is.EqualTo("main"));
        return archive.GetProperty("cause").GetString();
    }
}
