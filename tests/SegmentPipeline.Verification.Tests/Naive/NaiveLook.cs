using System.Text;

namespace SegmentPipeline.Verification.Tests.Naive;

/// <summary>What content looks like, in the obvious way.</summary>
internal static class NaiveLook
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly string[] HtmlStarts = ["<!doctype html", "<html", "<head", "<body"];

    /// <summary>What a letter of UTF-8 that is cut off may go on with.</summary>
    private static readonly byte[][] Rests = [[], .. Tails().SelectMany(one => (byte[][])[[one], [one, 0x80], [one, 0x80, 0x80]])];

    internal static string Of(byte[] file)
    {
        var head = file.Take(1000).ToArray();
        if (head.All(one => one == 0)) return "zeros";
        var box = Encoding.Latin1.GetString(head.Skip(4).Take(4).ToArray());
        if (box is "ftyp" or "styp" or "moov" or "moof" or "mdat" or "free" or "skip" or "wide" or "sidx") return "mp4";
        if (TextOf(head) is not { } text || text.Any(letter => char.IsControl(letter) && !"\t\n\r\f".Contains(letter))) return "unknown";
        var begin = text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n').ToLowerInvariant();
        return HtmlStarts.Any(start => begin.StartsWith(start, StringComparison.Ordinal)) ? "html" : "text";
    }

    private static string? TextOf(byte[] head)
    {
        foreach (var rest in Rests)
        {
            try
            {
                return Strict.GetString([.. head, .. rest])[..^(rest.Length == 0 ? 0 : 1)];
            }
            catch (DecoderFallbackException)
            {
                // Another rest, maybe.
            }
        }

        return null;
    }

    private static IEnumerable<byte> Tails() => Enumerable.Range(0x80, 0x40).Select(one => (byte)one);
}
