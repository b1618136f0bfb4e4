using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace SegmentPipeline.Web;

/// <summary>The parts of an address that name something in an archive, as bytes, decoded once: names need not be UTF-8, and a slash that is
/// escaped is part of a name.</summary>
internal static class AddressParts
{
    /// <summary>What file systems of POSIX allow.</summary>
    private const int MostNameBytes = 255;

    /// <summary>The parts behind the literal ones of the route.</summary>
    /// <param name="request">A request for a route of an archive.</param>
    /// <exception cref="RequestProblemException">One of them begins with a dot, or the escapes are broken.</exception>
    internal static IReadOnlyList<byte[]> Read(HttpRequest request)
    {
        var parts = PathOf(request).Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Decode).ToList();
        var named = parts.Skip(LiteralsOf(request)).ToList();

        // A step up or on the spot before the names, which the route has not seen, would move them.
        if (parts.Exists(part => part is [(byte)'.'] or [(byte)'.', (byte)'.']) || named.Exists(part => part is [(byte)'.', ..]))
            throw new RequestProblemException(
                StatusCodes.Status403Forbidden,
                "no name begins with a dot: hidden files are part of no archive");
        return named;
    }

    /// <summary>The stream that two parts name; null if no stream has such names.</summary>
    internal static StreamId? StreamOf(byte[] channel, byte[] quality) =>
        NameOf(channel) is { } first && NameOf(quality) is { } second ? new StreamId(first, second) : null;

    /// <summary>The name of a channel or a quality; null if none is called so.</summary>
    internal static string? NameOf(byte[] part)
    {
        var name = RawName.ToText(part);
        return part.Length <= MostNameBytes && StreamId.FaultOf(name) is null ? name : null;
    }

    /// <summary>The hour that a part names; null if it names none.</summary>
    internal static Hour? HourOf(byte[] part) => Hour.TryParse(Encoding.UTF8.GetString(part), out var hour) ? hour : null;

    /// <summary>The path as it was sent, without what a proxy or the framework has made of it.</summary>
    private static string PathOf(HttpRequest request)
    {
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget;
        if (string.IsNullOrEmpty(target)) return request.PathBase.Add(request.Path).ToUriComponent();
        var start = target.StartsWith('/') ? 0 : Math.Max(0, target.IndexOf('/', target.IndexOf("://", StringComparison.Ordinal) + 3));
        var end = target.IndexOf('?', StringComparison.Ordinal);
        return end < 0 ? target[start..] : target[start..end];
    }

    /// <summary>How many parts stand before those that name something.</summary>
    private static int LiteralsOf(HttpRequest request)
    {
        var above = request.PathBase.Value!.Count(character => character == '/');
        var route = ((RouteEndpoint)request.HttpContext.GetEndpoint()!).RoutePattern;
        return above + route.PathSegments.TakeWhile(segment => segment.Parts.All(part => part.IsLiteral)).Count();
    }

    private static byte[] Decode(string part)
    {
        if (!part.Contains('%', StringComparison.Ordinal)) return Encoding.UTF8.GetBytes(part);
        var bytes = new List<byte>(part.Length);
        for (var i = 0; i < part.Length; i++)
        {
            if (part[i] != '%')
            {
                var length = char.IsHighSurrogate(part[i]) && i + 1 < part.Length ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(part.Substring(i, length)));
                i += length - 1;
            }
            else if (i + 2 < part.Length && char.IsAsciiHexDigit(part[i + 1]) && char.IsAsciiHexDigit(part[i + 2]))
            {
                bytes.Add(Convert.FromHexString(part.AsSpan(i + 1, 2))[0]);
                i += 2;
            }
            else
            {
                throw new RequestProblemException(
                    StatusCodes.Status400BadRequest,
                    "the address has a % that is no escape; write %25 for it");
            }
        }

        return [.. bytes];
    }
}
