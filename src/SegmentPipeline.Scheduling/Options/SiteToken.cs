using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace SegmentPipeline.Scheduling;

/// <summary>The token that whoever wants a host to do something has to know. It is read when it is needed, and kept nowhere.</summary>
/// <param name="site">What names it.</param>
public sealed class SiteToken(SiteOptions site)
{
    /// <summary>How many characters it has at least. Guessing one that is so long and made by chance is hopeless at any rate.</summary>
    /// <value>16.</value>
    public const int FewestCharacters = 16;

    /// <summary>Whether there is one.</summary>
    public bool IsNamed => (site.TokenFile ?? site.TokenEnvironment) is not null;

    /// <summary>Why nobody's token can be right; null if somebody's can. It has nothing of the token in it.</summary>
    public string? FindFault() => TryRead(out _, out var fault) ? null : fault;

    /// <summary>Whether that is it; takes the same time whatever is right of it. Nothing is right if it cannot be read.</summary>
    /// <param name="given">What somebody says that it is.</param>
    public bool Is(string given)
    {
        ArgumentNullException.ThrowIfNull(given);
        if (!TryRead(out var token, out _)) return false;
        return CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(token));
    }

    private bool TryRead([NotNullWhen(true)] out byte[]? token, [NotNullWhen(false)] out string? fault)
    {
        if (!SecretText.TryRead(site.TokenFile, site.TokenEnvironment, out token, out fault)) return false;
        if (token.Length < FewestCharacters) fault = $"the secret has less than {FewestCharacters} characters";
        else if (token.AsSpan().ContainsAnyExceptInRange((byte)'!', (byte)'~')) fault = "the secret has characters that no header can have";
        return fault is null;
    }
}
