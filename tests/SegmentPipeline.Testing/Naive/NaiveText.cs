using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SegmentPipeline.Testing;

/// <summary>How names and moments of the naive audit are shown.</summary>
internal static class NaiveText
{
    private static readonly Encoding Utf8ShowingStrayBytes =
        Encoding.GetEncoding("utf-8", EncoderFallback.ExceptionFallback, new StrayByteFallback());

    /// <summary>A name whose characters stand for bytes, as the records show it: UTF-8, stray bytes as <c>\xNN</c>, a backslash before what
    /// looks like that as <c>\x5C</c>.</summary>
    internal static string Show(string rawName) => Utf8ShowingStrayBytes.GetString(
        Encoding.Latin1.GetBytes(Regex.Replace(rawName, @"\\(?=x([89A-Fa-f][0-9A-Fa-f]|5[Cc]))", @"\x5C")));

    internal static TimeRange Range(long start, long end) => TimeRange.Unordered(new Timestamp(start), new Timestamp(end));

    private sealed class StrayByteFallback : DecoderFallback
    {
        public override int MaxCharCount => 16;

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer();
    }

    private sealed class Buffer : DecoderFallbackBuffer
    {
        private string _text = "";
        private int _next;

        public override int Remaining => _text.Length - _next;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            _text = string.Concat(bytesUnknown.Select(b => "\\x" + b.ToString("X2", CultureInfo.InvariantCulture)));
            _next = 0;
            return true;
        }

        public override char GetNextChar() => _next < _text.Length ? _text[_next++] : '\0';

        public override bool MovePrevious()
        {
            if (_next == 0) return false;
            _next--;
            return true;
        }
    }
}
