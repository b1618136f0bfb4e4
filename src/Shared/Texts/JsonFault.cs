using System.Text;
using System.Text.Json;

namespace SegmentPipeline;

/// <summary>Why something is not JSON, with the place counted as editors count: lines and columns from 1 on.</summary>
internal static class JsonFault
{
    /// <summary>Says it.</summary>
    /// <param name="fault">What the platform threw.</param>
    /// <param name="content">What it has read.</param>
    internal static string Describe(Exception fault, ReadOnlySpan<byte> content)
    {
        if (content.TrimEnd(" \t\r\n"u8).IsEmpty) return "it is empty";
        var cause = fault.InnerException ?? fault;
        if (cause is not JsonException { LineNumber: { } line, BytePositionInLine: { } position }) return cause.Message;
        var start = StartOf(line, content);
        var at = (int)Math.Min(start + position, content.Length);
        var place = $"line {line + 1}, column {Encoding.UTF8.GetCharCount(content[start..at]) + 1}";
        return content[at..].Trim(" \t\r\n"u8).IsEmpty
            ? $"it ends at {place}, before it is complete"
            : $"what stands at {place} does not belong there";
    }

    /// <summary>Where a line begins, counted from 0 on.</summary>
    private static int StartOf(long line, ReadOnlySpan<byte> content)
    {
        var start = 0;
        for (; line > 0 && content[start..].IndexOf((byte)'\n') is >= 0 and var length; line--) start += length + 1;
        return start;
    }
}
