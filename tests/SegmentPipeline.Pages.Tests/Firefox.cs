using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Pages.Tests;

/// <summary>Debian's Firefox with one window, spoken to in its own protocol, WebDriver BiDi: Playwright drives only a Firefox of its
/// own.</summary>
internal sealed class Firefox : IAsyncDisposable
{
    private const string Announcement = "WebDriver BiDi listening on ";

    private const int TriesToDelete = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>What would speak to the internet, or lie over the page.</summary>
    private const string Preferences = """
        user_pref("app.normandy.enabled", false);
        user_pref("browser.shell.checkDefaultBrowser", false);
        user_pref("browser.startup.homepage_override.mstone", "ignore");
        user_pref("datareporting.policy.dataSubmissionEnabled", false);
        user_pref("extensions.update.enabled", false);
        user_pref("media.gmp-manager.updateEnabled", false);
        user_pref("services.settings.server", "data:,");
        """;

    private readonly Process _process;
    private readonly string _home;
    private readonly ClientWebSocket _socket = new();
    private readonly List<string> _complaints = [];
    private string _context = "";
    private int _asked;

    private Firefox(Process process, string home) => (_process, _home) = (process, home);

    /// <summary>Errors that pages have told so far.</summary>
    internal IReadOnlyList<string> Complaints => _complaints;

    /// <summary>Starts it; skips the test where there is none.</summary>
    internal static async Task<Firefox> StartAsync()
    {
        var program = RequiredTool.Firefox.Require();
        var home = Directory.CreateTempSubdirectory("segment-firefox-").FullName;
        await File.WriteAllTextAsync(Path.Combine(home, "user.js"), Preferences);
        var start = new ProcessStartInfo(program, ["--headless", "--no-remote", "--profile", home, "--remote-debugging-port", "0"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["HOME"] = home;
        var firefox = new Firefox(Process.Start(start)!, home);
        try
        {
            await firefox.ConnectAsync().WaitAsync(Patience);
        }
        catch
        {
            await firefox.DisposeAsync();
            throw;
        }

        return firefox;
    }

    /// <summary>Skips the test where it plays no H.264, which it leaves to a library of the system.</summary>
    internal async Task RequireVideoAsync()
    {
        var answer = await EvaluateAsync("""document.createElement("video").canPlayType('video/mp4; codecs="avc1.42E01E"')""");
        if (answer.Length == 0) Assert.Ignore("This Firefox plays no H.264; Debian's package libavcodec-extra has what it lacks");
    }

    internal Task GoToAsync(string address) =>
        AskAsync("browsingContext.navigate", new JsonObject { ["context"] = _context, ["url"] = address, ["wait"] = "complete" });

    /// <summary>What an expression of the page gives, as text.</summary>
    internal async Task<string> EvaluateAsync(string expression)
    {
        var answer = await AskAsync("script.evaluate", new JsonObject
        {
            ["expression"] = $"Promise.resolve({expression}).then(String)",
            ["target"] = new JsonObject { ["context"] = _context },
            ["awaitPromise"] = true,
        });
        return answer.TryGetProperty("result", out var result) && result.TryGetProperty("value", out var value)
            ? value.GetString()!
            : throw new InvalidOperationException($"{expression}: {answer.GetRawText()}");
    }

    /// <summary>Looks at the page again and again until something holds; fails if it cannot be looked at.</summary>
    internal Task UntilAsync(string condition) => EvaluateAsync(
        $$"""
        new Promise((done, failed) => {
            const look = () => {
                try {
                    if ({{condition}}) done(true);
                    else setTimeout(look, 20);
                } catch (fault) {
                    failed(fault);
                }
            };
            look();
        })
        """);

    /// <summary>Presses a key as a person does.</summary>
    internal Task PressAsync(string key) => ActAsync(new JsonObject
    {
        ["type"] = "key",
        ["id"] = "keys",
        ["actions"] = new JsonArray(
            new JsonObject { ["type"] = "keyDown", ["value"] = key }, new JsonObject { ["type"] = "keyUp", ["value"] = key }),
    });

    /// <summary>Clicks into the middle of the first element that an expression gives.</summary>
    internal async Task ClickAsync(string element)
    {
        var places = await EvaluateAsync(
            $$"""((element) => { element.scrollIntoView({ block: "center" }); const box = element.getBoundingClientRect(); return `${Math.round(box.left + box.width / 2)} ${Math.round(box.top + box.height / 2)}`; })({{element}})""");
        var place = places.Split(' ').Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        await ActAsync(new JsonObject
        {
            ["type"] = "pointer",
            ["id"] = "mouse",
            ["actions"] = new JsonArray(
                new JsonObject { ["type"] = "pointerMove", ["x"] = place[0], ["y"] = place[1] },
                new JsonObject { ["type"] = "pointerDown", ["button"] = 0 },
                new JsonObject { ["type"] = "pointerUp", ["button"] = 0 }),
        });
    }

    /// <summary>Takes a picture for people to look at.</summary>
    internal async Task TakeAsync(string name)
    {
        var answer = await AskAsync("browsingContext.captureScreenshot", new JsonObject { ["context"] = _context, ["origin"] = "document" });
        var directory = Directory.CreateDirectory(ProjectFiles.PathOf("artifacts/screenshots"));
        await File.WriteAllBytesAsync(Path.Combine(directory.FullName, $"{name}.png"), answer.GetProperty("data").GetBytesFromBase64());
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync().WaitAsync(Patience);
        _process.Dispose();
        await DeleteProfileAsync();
    }

    /// <summary>Its other processes, which nobody can wait for, may still write while they end.</summary>
    private async Task DeleteProfileAsync()
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                Directory.Delete(_home, recursive: true);
                return;
            }
            catch (IOException) when (tries < TriesToDelete)
            {
                await Task.Delay(Pause);
            }
        }
    }

    private async Task ActAsync(JsonObject source) =>
        await AskAsync("input.performActions", new JsonObject { ["context"] = _context, ["actions"] = new JsonArray(source) });

    private async Task ConnectAsync()
    {
        _ = _process.StandardOutput.ReadToEndAsync();
        string? line;
        do
        {
            line = await _process.StandardError.ReadLineAsync() ?? throw new InvalidOperationException("Firefox has ended before it listened");
        }
        while (!line.StartsWith(Announcement, StringComparison.Ordinal));
        _ = _process.StandardError.ReadToEndAsync();
        await _socket.ConnectAsync(new Uri($"{line[Announcement.Length..].Trim()}/session"), CancellationToken.None);
        await AskAsync("session.new", new JsonObject { ["capabilities"] = new JsonObject() });
        await AskAsync("session.subscribe", new JsonObject { ["events"] = new JsonArray("log.entryAdded") });
        var tree = await AskAsync("browsingContext.getTree", []);
        _context = tree.GetProperty("contexts")[0].GetProperty("context").GetString()!;
        await AskAsync("browsingContext.setViewport", new JsonObject
        {
            ["context"] = _context,
            ["viewport"] = new JsonObject { ["width"] = 1280, ["height"] = 900 },
        });
    }

    /// <summary>One question at a time; what is told meanwhile is noted.</summary>
    private async Task<JsonElement> AskAsync(string method, JsonObject parameters)
    {
        var number = ++_asked;
        var question = new JsonObject { ["id"] = number, ["method"] = method, ["params"] = parameters };
        using var patience = new CancellationTokenSource(Patience);
        await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(question), WebSocketMessageType.Text, true, patience.Token);
        while (true)
        {
            var message = await ReceiveAsync(patience.Token);
            if (message.GetProperty("type").GetString() == "event") Note(message.GetProperty("params"));
            else if (message.GetProperty("id").GetInt32() == number)
                return message.TryGetProperty("result", out var result)
                    ? result
                    : throw new InvalidOperationException($"{method}: {message.GetRawText()}");
        }
    }

    private void Note(JsonElement entry)
    {
        if (entry.GetProperty("level").GetString() is "error" or "warn") _complaints.Add(entry.GetProperty("text").GetString() ?? "");
    }

    private async Task<JsonElement> ReceiveAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        using var whole = new MemoryStream();
        WebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer, cancellationToken);
            whole.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonDocument.Parse(whole.ToArray()).RootElement;
    }
}
