using System.Security.Cryptography;
using System.Text;

namespace SegmentPipeline.Testing;

/// <summary>What was expected of a stream, found moment by moment: the window is cut at every moment where something begins or ends to be
/// expected, and each piece is judged for itself.</summary>
/// <remarks>Source: semantics §4.</remarks>
internal static class NaiveExpectation
{
    internal static ExpectationRecord RecordOf(NaiveStream stream)
    {
        var window = NaiveText.Range(stream.Window!.Value.Start, stream.Window.Value.End);
        var ranges = In(stream.Expected!, window);
        var text = string.Concat(ranges.Select(range => $"{range.Start}/{range.End}\n"));
        return new ExpectationRecord
        {
            Stream = stream.Id,
            Range = window,
            ExpectedMicroseconds = ranges.Sum(range => range.Microseconds),
            Ranges = ranges.Count,
            Source = stream.Expected!.Source,
            Digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text))),
        };
    }

    /// <summary>The maximal expected ranges of a window.</summary>
    internal static List<TimeRange> In(ExpectedTime expected, TimeRange window)
    {
        var cuts = expected.Ranges.SelectMany(range => new[] { range.Start, range.End })
            .Where(moment => window.Start < moment && moment < window.End)
            .Append(window.Start).Append(window.End).Distinct().Order().ToList();
        var ranges = new List<TimeRange>();
        foreach (var (from, to) in cuts.Zip(cuts.Skip(1)))
        {
            if (!expected.Ranges.Any(range => range.Start <= from && to <= range.End)) continue;
            if (ranges.Count > 0 && ranges[^1].End == from) ranges[^1] = new TimeRange(ranges[^1].Start, to);
            else ranges.Add(new TimeRange(from, to));
        }

        return ranges;
    }
}
