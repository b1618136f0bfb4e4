namespace SegmentPipeline.Hosting;

/// <summary>An HTTP request, as far as metrics may know it.</summary>
public readonly record struct HttpOperation
{
    /// <summary>The method as it was sent. One that is not of HTTP is told as <c>_OTHER</c>.</summary>
    public required string Method { get; init; }

    /// <summary>The pattern of the route that answers, as in <c>/api/archives/{name}/runs</c>; null if none does. Never the path.</summary>
    public string? Route { get; init; }

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"];

    internal string KnownMethod => Array.IndexOf(Methods, Method) >= 0 ? Method : "_OTHER";
}
