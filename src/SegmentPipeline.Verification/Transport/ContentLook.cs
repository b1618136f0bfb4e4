using System.Text;

namespace SegmentPipeline;

/// <summary>What content looks like that is no transport stream. The words are an interface.</summary>
/// <remarks>Source: docs/verification.md §2, <c>container</c>.</remarks>
internal static class ContentLook
{
    internal const string Zeros = "zeros";
    internal const string Mp4 = "mp4";
    internal const string Html = "html";
    internal const string Text = "text";
    internal const string Unknown = "unknown";

    /// <summary>So many bytes are looked at.</summary>
    private const int MostBytes = 1_000;

    private const int BoxTypeOffset = 4;
    private const int BoxTypeBytes = 4;

    /// <summary>The boxes that an MP4 file, or a fragment of one, begins with.</summary>
    private static readonly uint[] Boxes =
    [
        Descriptors.Format("ftyp"u8), Descriptors.Format("styp"u8), Descriptors.Format("moov"u8), Descriptors.Format("moof"u8),
        Descriptors.Format("mdat"u8), Descriptors.Format("free"u8), Descriptors.Format("skip"u8), Descriptors.Format("wide"u8),
        Descriptors.Format("sidx"u8),
    ];

    private static readonly string[] HtmlStarts = ["<!doctype html", "<html", "<head", "<body"];

    /// <summary>What content looks like by its first bytes.</summary>
    internal static string Find(ReadOnlySpan<byte> content)
    {
        var head = content[..Math.Min(content.Length, MostBytes)];
        if (!head.ContainsAnyExcept((byte)0)) return Zeros;
        if (IsMp4(head)) return Mp4;
        if (!IsText(head)) return Unknown;
        return IsHtml(head) ? Html : Text;
    }

    private static bool IsMp4(ReadOnlySpan<byte> head) =>
        head.Length >= BoxTypeOffset + BoxTypeBytes && Boxes.Contains(Descriptors.Format(head[BoxTypeOffset..]));

    private static bool IsText(ReadOnlySpan<byte> head)
    {
        while (!head.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(head, out var rune, out var length);
            if (status == System.Buffers.OperationStatus.NeedMoreData) return true;
            if (status != System.Buffers.OperationStatus.Done) return false;
            if (Rune.IsControl(rune) && rune.Value is not ('\t' or '\n' or '\r' or '\f')) return false;
            head = head[length..];
        }

        return true;
    }

    private static bool IsHtml(ReadOnlySpan<byte> head)
    {
        var text = Encoding.UTF8.GetString(head).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return HtmlStarts.Any(start => text.StartsWith(start, StringComparison.OrdinalIgnoreCase));
    }
}
