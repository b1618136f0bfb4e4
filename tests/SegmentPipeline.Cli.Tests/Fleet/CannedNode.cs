using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SegmentPipeline.Cli.Tests.Fleet;

/// <summary>A node on a free port of loopback that gives answers as a test has written them, and remembers what it was asked.</summary>
internal sealed class CannedNode : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<string> _asked = [];

    private CannedNode(WebApplication app) => _app = app;

    internal string Address => _app.Urls.Single();

    /// <summary>The answers to a method and a path; the id of the run is <c>ID</c> in both. The last one of several is given again and
    /// again.</summary>
    internal Dictionary<string, Queue<Func<HttpContext, string, Task>>> Answers { get; } = [];

    /// <summary>Called with each question before it is answered.</summary>
    internal Action<string> Asking { get; set; } = _ => { };

    /// <summary>The header with which whoever asks says who it is, of the last question.</summary>
    internal string? Authorization { get; private set; }

    /// <summary>Each question: method, path, query and body.</summary>
    internal IReadOnlyList<string> Asked
    {
        get
        {
            lock (_asked) return [.. _asked];
        }
    }

    internal static async Task<CannedNode> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var node = new CannedNode(app);
        app.Run(node.AnswerAsync);
        await app.StartAsync();
        return node;
    }

    /// <summary>Answers a question so from now on.</summary>
    internal void Answer(string question, int status, string body) =>
        Answers[question] = new([(context, id) => SendAsync(context, status, body.Replace("ID", id, StringComparison.Ordinal))]);

    /// <summary>The same, whatever stands in the answer.</summary>
    internal void AnswerAsItIs(string question, int status, string body) =>
        Answers[question] = new([(context, _) => SendAsync(context, status, body)]);

    /// <summary>Answers a question so once, before what it is answered then.</summary>
    internal void AnswerFirst(string question, Func<HttpContext, string, Task> answer) =>
        Answers[question] = new([answer, .. Answers.GetValueOrDefault(question) ?? []]);

    internal static Task SendAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var path = context.Request.Path.Value!.Split('/');
        var id = path.Length > 4 ? path[4] : IdIn(body);
        if (path.Length > 4) path[4] = "ID";
        var question = $"{context.Request.Method} {string.Join('/', path)}";
        Authorization = context.Request.Headers.Authorization;
        lock (_asked) _asked.Add($"{question}{context.Request.QueryString} {body}".TrimEnd());
        Asking(question);
        if (!Answers.TryGetValue(question, out var answers)) await SendAsync(context, 404, "");
        else await Next(answers)(context, id);
    }

    private Func<HttpContext, string, Task> Next(Queue<Func<HttpContext, string, Task>> answers)
    {
        lock (_asked) return answers.Count > 1 ? answers.Dequeue() : answers.Peek();
    }

    private static string IdIn(string body) =>
        body.Length == 0 ? "ID" : System.Text.Json.JsonDocument.Parse(body).RootElement.GetProperty("id").GetString()!;
}
