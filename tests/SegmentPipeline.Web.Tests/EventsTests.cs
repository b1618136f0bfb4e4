using System.Net;
using System.Text.Json;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Web.Tests;

/// <summary>What listeners hear, and how many there may be.</summary>
internal sealed class EventsTests
{
    [Test]
    public async Task Listener_HearsThatAnAuditRunsAndWhatItChanged()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AuditAsync();
        using var events = await Listener.OpenAsync(server);
        Assert.That((await events.NextAsync().Soon()).Name, Is.EqualTo("hello"));
        server.Tree.File("c", "q", RunningServer.Hour, SegmentNames.Full("00:02", "8.0"));

        await server.AuditAsync();

        var (name, data) = await events.NextAsync(name => name == "run").Soon();
        Assert.That(name, Is.EqualTo("run"));
        Assert.That(data, Is.EqualTo("""{"archive":"main","run":2,"streams":["c/q"]}"""));
    }

    [Test]
    public async Task Listener_HearsWhatTheArchiveIsDoing()
    {
        await using var server = await RunningServer.StartAsync();
        using var events = await Listener.OpenAsync(server);
        await events.NextAsync().Soon();

        await server.AuditAsync();

        var (_, data) = await events.NextAsync(name => name == "archive").Soon();
        Assert.That(JsonDocument.Parse(data).RootElement.GetProperty("name").GetString(), Is.EqualTo("main"));
    }

    [Test]
    public async Task Listeners_BeyondTheirLimit_AreToldToAsk_AndThereIsRoomAgainWhenOneLeaves()
    {
        await using var server = await RunningServer.StartAsync();
        var listeners = new List<Listener>();
        for (var i = 0; i < ChangeFeed.MostListeners; i++) listeners.Add(await Listener.OpenAsync(server));
        foreach (var listener in listeners) await listener.NextAsync().Soon();

        using (var refused = await server.Client.GetAsync("/api/events"))
            Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        listeners[0].Dispose();
        while (true)
        {
            using var reply = await server.Client.GetAsync("/api/events", HttpCompletionOption.ResponseHeadersRead);
            if (reply.StatusCode == HttpStatusCode.OK) break;
        }

        foreach (var listener in listeners) listener.Dispose();
    }

    [Test]
    public async Task Server_ThatStops_LetsListenersGo()
    {
        await using var server = await RunningServer.StartAsync();
        using var events = await Listener.OpenAsync(server);
        await events.NextAsync().Soon();

        await server.Application.StopAsync().Soon();

        Assert.That(await EndsAsync(events.ReadToEndAsync()).Soon(), Is.True);

        // Whether the connection ends well or not is for the moment to say.
        static async Task<bool> EndsAsync(Task<string> rest)
        {
            await ((Task)rest).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return rest.IsCompleted;
        }
    }

    /// <summary>A client that reads events.</summary>
    private sealed class Listener(HttpResponseMessage reply, StreamReader lines) : IDisposable
    {
        internal static async Task<Listener> OpenAsync(RunningServer server)
        {
            var reply = await server.Client.GetAsync("/api/events", HttpCompletionOption.ResponseHeadersRead);
            Assert.That(reply.Content.Headers.ContentType?.MediaType, Is.EqualTo("text/event-stream"));
            return new Listener(reply, new StreamReader(await reply.Content.ReadAsStreamAsync()));
        }

        internal async Task<(string Name, string Data)> NextAsync(Func<string, bool>? isWanted = null)
        {
            var name = "";
            while (await lines.ReadLineAsync() is { } line)
            {
                if (line.StartsWith("event: ", StringComparison.Ordinal)) name = line[7..];
                else if (line.StartsWith("data: ", StringComparison.Ordinal) && isWanted?.Invoke(name) != false) return (name, line[6..]);
            }

            throw new EndOfStreamException("no more events");
        }

        internal Task<string> ReadToEndAsync() => lines.ReadToEndAsync();

        public void Dispose()
        {
            lines.Dispose();
            reply.Dispose();
        }
    }
}
