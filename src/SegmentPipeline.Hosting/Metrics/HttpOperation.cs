namespace SegmentPipeline.Hosting;

/// <summary>An HTTP request, as far as metrics may know it.</summary>
/// <param name="Method">The method as it was sent. One that is not of HTTP is told as <c>_OTHER</c>.</param>
/// <param name="Route">The pattern of the route that answers, as in <c>/api/archives/{name}/runs</c>; null if none does. Never the
/// path.</param>
public readonly record struct HttpOperation(string Method, string? Route)
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"];

    internal string KnownMethod => Array.IndexOf(Methods, Method) >= 0 ? Method : "_OTHER";
}
