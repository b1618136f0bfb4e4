using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace SegmentPipeline.Replicas;

/// <summary>Where a node answers, and the addresses of what it has.</summary>
internal sealed class PeerAddress
{
    private readonly string _base;

    private PeerAddress(Uri address)
    {
        _base = address.GetLeftPart(UriPartial.Path).TrimEnd('/');
    }

    /// <summary>Reads the address of a node: <c>http</c> or <c>https</c>, without a query. Secrets do not belong into an
    /// address.</summary>
    internal static bool TryParse(string text, [NotNullWhen(true)] out PeerAddress? address, [NotNullWhen(false)] out string? fault)
    {
        address = null;
        fault = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
            fault = $"'{text}' is no address of a node; write http://HOST:PORT";
        else if (uri.UserInfo.Length > 0) fault = "the address of a node has a user or a password in it; they would stand in reports";
        else if (uri.Query.Length > 0 || uri.Fragment.Length > 0) fault = $"'{text}' has more than a path behind the host";
        else address = new PeerAddress(uri);
        return address is not null;
    }

    /// <summary>Whether a text is meant as an address and not as a path.</summary>
    internal static bool IsMeantBy(string text) =>
        text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>The address of something below it.</summary>
    /// <param name="what">The first part: <c>files</c>, <c>hours</c>, <c>segments</c> or <c>bundle</c>.</param>
    /// <param name="place">Names as bytes.</param>
    /// <param name="query">What stands behind the path, with its question mark.</param>
    internal Uri Below(string what, IEnumerable<ReadOnlyMemory<byte>> place, string query = "")
    {
        var text = new StringBuilder(_base).Append('/').Append(what);
        foreach (var name in place)
        {
            text.Append('/');
            Append(text, name.Span);
        }

        var options = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        return Uri.TryCreate(text.Append(query).ToString(), options, out var uri)
            ? uri
            : throw new PeerException("its address cannot be written");
    }

    /// <summary>The address without a slash at its end.</summary>
    public override string ToString() => _base;

    /// <summary>The address of several files of an hour at once.</summary>
    internal Uri BundleOf(IEnumerable<ReadOnlyMemory<byte>> hour, IEnumerable<ReadOnlyMemory<byte>> names)
    {
        var query = new StringBuilder();
        foreach (var name in names)
        {
            query.Append(query.Length == 0 ? "?name=" : "&name=");
            Append(query, name.Span);
        }

        return Below("bundle", hour, query.ToString());
    }

    private static void Append(StringBuilder text, ReadOnlySpan<byte> name)
    {
        foreach (var value in name)
        {
            if (char.IsAsciiLetterOrDigit((char)value) || value is (byte)'-' or (byte)'_' or (byte)'.' or (byte)'~' or (byte)':')
                text.Append((char)value);
            else
                text.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
        }
    }
}
