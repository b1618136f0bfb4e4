using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Text;

namespace SegmentPipeline.Cli;

/// <summary>Where a node answers, as <c>--via</c> names it. A user and a password that stand in it are sent along and never
/// shown.</summary>
internal sealed class ViaAddress
{
    private readonly string _base;

    private ViaAddress(Uri address)
    {
        _base = address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/');
        if (address.UserInfo.Length == 0) return;
        var secret = Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(address.UserInfo)));
        Authorization = new AuthenticationHeaderValue("Basic", secret);
    }

    /// <summary>What is sent along with each question; null if there is nothing.</summary>
    internal AuthenticationHeaderValue? Authorization { get; }

    /// <summary>Reads one.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="address">The address.</param>
    /// <param name="fault">What is wrong with it; nothing of the text is in it, which may have a password.</param>
    internal static bool TryParse(string text, [NotNullWhen(true)] out ViaAddress? address, [NotNullWhen(false)] out string? fault)
    {
        address = null;
        fault = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
            fault = "the value is no address of a node; write http://HOST:PORT";
        else if (uri.Query.Length > 0 || uri.Fragment.Length > 0) fault = "the address has more than a path behind the host";
        else address = new ViaAddress(uri);
        return address is not null;
    }

    /// <summary>One that is right.</summary>
    internal static ViaAddress Parse(string text) =>
        TryParse(text, out var address, out var fault) ? address : throw new ArgumentException(fault, nameof(text));

    /// <summary>The address of something below it.</summary>
    /// <param name="path">With a slash at its start.</param>
    internal Uri Below(string path) => new(_base + path);

    /// <summary>The address, without user and password.</summary>
    public override string ToString() => _base;
}
