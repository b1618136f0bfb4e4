namespace SegmentPipeline.Cli;

/// <summary>A question to the fleet. Asked twice, it changes no more than asked once.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">Below <c>/api/fleet</c>, with a slash at its start; empty for the fleet itself.</param>
/// <param name="Body">What is sent, JSON; empty for nothing.</param>
internal sealed record FleetQuestion(HttpMethod Method, string Path, ReadOnlyMemory<byte> Body = default)
{
    private const string Root = "/api/fleet";

    /// <summary>How it is sent to a node.</summary>
    internal HttpRequestMessage CreateRequest(ViaAddress node)
    {
        var request = new HttpRequestMessage(Method, node.Below(Root + Path));
        request.Headers.Authorization = node.Authorization;
        if (Body.IsEmpty) return request;
        request.Content = new ReadOnlyMemoryContent(Body);
        request.Content.Headers.ContentType = new("application/json");
        return request;
    }
}
