namespace WebHost;

/// <summary>Asks the host a few things and prints what it answers.</summary>
internal static class Trial
{
    internal static async Task RunAsync(string url, string key, string stream)
    {
        using var client = new HttpClient { BaseAddress = new Uri(url) };
        await TellAsync(client, HttpMethod.Get, "/video/healthz");
        await TellAsync(client, HttpMethod.Get, $"/holes/{stream}?start=2026-03-28T18&end=2026-03-28T18:10");
        await TellAsync(client, HttpMethod.Get, $"/findings/{stream}?start=2026-03-28T18&end=2026-03-28T18:10");
        client.DefaultRequestHeaders.Add("X-Key", key);
        await TellAsync(client, HttpMethod.Get, "/video/healthz");
        await TellAsync(client, HttpMethod.Post, "/video/api/archives/main/runs", "https://elsewhere.example");
        await TellAsync(client, HttpMethod.Post, "/video/api/archives/main/runs");
    }

    private static async Task TellAsync(HttpClient client, HttpMethod method, string address, string? origin = null)
    {
        using var request = new HttpRequestMessage(method, address);
        if (origin is not null) request.Headers.Add("Origin", origin);
        using var reply = await client.SendAsync(request);
        Console.WriteLine(
            $"{method} {address}{(origin is null ? "" : $" from {origin}")}: {(int)reply.StatusCode} {reply.Headers.Location}".TrimEnd());
        if (method == HttpMethod.Get && reply.IsSuccessStatusCode) Console.WriteLine(await reply.Content.ReadAsStringAsync());
    }
}
