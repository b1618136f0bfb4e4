using System.Text;

namespace SegmentPipeline.Web;

/// <summary>The token that a request comes with.</summary>
internal static class GivenTokens
{
    private const string Bearer = "Bearer ";
    private const string Basic = "Basic ";

    /// <summary>Finds it: as it is, or as the password of whatever user, for those who ask by an address with both in it.</summary>
    /// <param name="authorization">What the header of that name says.</param>
    /// <returns>Null if there is none.</returns>
    internal static string? Find(string authorization)
    {
        if (authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) return authorization[Bearer.Length..].Trim();
        if (!authorization.StartsWith(Basic, StringComparison.OrdinalIgnoreCase)) return null;
        var coded = authorization.AsSpan(Basic.Length).Trim();
        var bytes = new byte[coded.Length];
        if (!Convert.TryFromBase64Chars(coded, bytes, out var length)) return null;
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : text[(colon + 1)..];
    }
}
