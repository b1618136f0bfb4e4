using System.Globalization;

namespace SegmentPipeline.Reports;

/// <summary>What a page shows of a finding: null where it has none of it.</summary>
/// <param name="Type">The word of the formats (semantics §5).</param>
/// <param name="Stream">The stream.</param>
/// <param name="Range">The range of time.</param>
/// <param name="First">The segment before, the class, the segment, the path, the other quality, or how many segments.</param>
/// <param name="Second">The segment after, or the cause.</param>
/// <param name="Origin">Of a loss, a sentence that says where it came from; null if that was not looked for.</param>
internal readonly record struct FindingParts(string Type, StreamId? Stream, TimeRange? Range, string? First, string? Second, string? Origin)
{
    internal static FindingParts FromFinding(Finding finding)
    {
        var type = FindingTypes.TypeOf(finding);
        return new(type.Word, type.StreamOf(finding), type.RangeOf(finding), TextAt(0), TextAt(1), OriginOf());

        string? OriginOf() => type.CauseOf(finding) is { } cause ? $"{LossCauses.WordOf(cause)}: {LossCauses.SentenceOf(cause)}" : null;

        string? TextAt(int index)
        {
            if (index >= type.Fields.Count) return null;
            return type.Fields[index].NumberIn(finding) is { } number
                ? number.ToString(CultureInfo.InvariantCulture) : type.Fields[index].TextIn(finding);
        }
    }
}
