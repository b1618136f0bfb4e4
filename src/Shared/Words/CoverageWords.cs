using System.Globalization;

namespace SegmentPipeline;

/// <summary>Coverage in percent, with three digits after the point. Only what is covered wholly is 100 %, only what is not covered at all
/// is 0 %.</summary>
internal static class CoverageWords
{
    internal static string TextOf(ClassMicroseconds microseconds)
    {
        var (covered, total) = (microseconds.Covered, microseconds.Measured);
        if (total == 0) return "–";
        if (covered == total) return "100 %";
        if (covered == 0) return "0 %";
        var thousandths = (long)((Int128)covered * 100_000 / total);
        return thousandths == 0
            ? "<0.001 %"
            : string.Create(CultureInfo.InvariantCulture, $"{thousandths / 1000}.{thousandths % 1000:D3} %");
    }
}
