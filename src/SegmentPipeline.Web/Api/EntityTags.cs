using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace SegmentPipeline.Web;

/// <summary>Answers that stay the same as long as their tag does: whoever has one asks whether it still holds.</summary>
internal static class EntityTags
{
    private static readonly string Build = Letters(
        typeof(EntityTags).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "");

    /// <summary>Gives an answer that is made of data a tag: other versions of this program may answer otherwise of the same data.</summary>
    /// <returns>Whether the client has the answer already: then nothing more is to be sent.</returns>
    internal static bool IsHeldOfData(HttpContext context, string tag) => IsHeld(context, $"{Build}-{tag}");

    /// <summary>Gives the answer a tag.</summary>
    /// <param name="context">The request.</param>
    /// <param name="tag">Letters, digits and such that an answer with other bytes at this address never has.</param>
    /// <param name="caching">How it may be kept; unless told otherwise each use is asked for anew.</param>
    /// <returns>Whether the client has the answer already: then nothing more is to be sent.</returns>
    internal static bool IsHeld(HttpContext context, string tag, string caching = "no-cache")
    {
        // A weak one: the same answer may be sent packed or not.
        var entity = new EntityTagHeaderValue($"\"{tag}\"", isWeak: true);
        context.Response.Headers.ETag = entity.ToString();
        context.Response.Headers.CacheControl = caching;
        if (!IsAmong(context.Request.GetTypedHeaders().IfNoneMatch, entity)) return false;
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }

    private static string Letters(string version) =>
        string.Concat(version.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '.'));

    private static bool IsAmong(IList<EntityTagHeaderValue> held, EntityTagHeaderValue entity) =>
        held.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(entity, useStrongComparison: false));
}
