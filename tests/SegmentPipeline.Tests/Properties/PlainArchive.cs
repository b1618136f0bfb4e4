using CsCheck;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Properties;

/// <summary>One stream of segments with different starts, as the properties change it.</summary>
/// <param name="Segments">The segments, by start.</param>
internal sealed record PlainArchive(IReadOnlyList<PlainSegment> Segments)
{
    private static readonly Timestamp First = Timestamp.Parse("2026-03-28T22:59:50Z");

    private static readonly Gen<long> Gaps = Gen.Frequency(
        (6, Gen.Const(0L)),
        (3, Gen.OneOf(10_000L, 10_001, 9_999, 1, 20_002)),
        (2, Gen.OneOf(-10_000L, -10_001, -9_999, -1_000_000)),
        (1, Gen.Long[0, 7_200_000_000]));

    private static readonly Gen<long> Durations = Gen.Frequency(
        (6, Gen.Const(2_000_000L)), (2, Gen.OneOf(0L, 1, 10_000, 10_001, 3_600_000_000)), (2, Gen.Long[1, 10_000_000]));

    private static readonly Gen<SegmentKind> Kinds = Gen.Frequency(
        (6, Gen.Const(SegmentKind.Full)), (1, Gen.Const(SegmentKind.Suspect)), (1, Gen.Const(SegmentKind.Partial)));

    /// <summary>Any such stream of one to twenty segments.</summary>
    internal static Gen<PlainArchive> Any { get; } = Gen.Select(Gaps, Durations, Kinds).Array[1, 20].Select(Chain);

    /// <summary>Whether no segment starts before one before it ends.</summary>
    internal bool HasNoOverlap => Segments.Zip(Segments.Skip(1)).All(pair => pair.First.End <= pair.Second.Start);

    /// <summary>The archive with one full segment cut in two, or null if none can be cut without meeting another start.</summary>
    internal PlainArchive? Split(int pick)
    {
        var candidates = Segments.Where(s => s.Kind == SegmentKind.Full && s.Duration > 1).ToList();
        if (candidates.Count == 0) return null;
        var segment = candidates[pick % candidates.Count];
        var cut = segment.Start + 1 + pick % (segment.Duration - 1);
        if (Segments.Any(s => s.Start == cut)) return null;
        var first = segment with { Duration = cut - segment.Start };
        var second = segment with { Start = cut, Duration = segment.End - cut };
        return new PlainArchive([.. Segments.Where(s => s != segment), first, second]);
    }

    /// <summary>The archive with one more file of a start that is taken by something better.</summary>
    internal PlainArchive WithDominatedDuplicate(int pick)
    {
        var segment = Segments[pick % Segments.Count];
        var shorter = segment with { Duration = segment.Duration / 2, SizeBytes = 0, Copy = 1 };
        var lesser = segment with { Kind = SegmentKind.Partial, Duration = pick % 10_000_000, SizeBytes = 0, Copy = 2 };
        return new PlainArchive([
            .. Segments,
            segment.Kind == SegmentKind.Full && segment.Duration > 0 && pick % 2 == 0 ? shorter : lesser,
        ]);
    }

    internal ArchiveTree Tree()
    {
        var tree = new ArchiveTree();
        foreach (var segment in Segments)
        {
            var hour = new Timestamp(segment.Start).Hour;
            var name = SegmentNames.At(segment.Start - hour.Start.UnixMicroseconds, segment.Duration, segment.Kind, segment.Copy);
            tree.Hour(hour.ToString()).File(name, segment.SizeBytes);
        }

        return tree;
    }

    public override string ToString() => string.Join(", ", Segments);

    private static PlainArchive Chain((long Gap, long Duration, SegmentKind Kind)[] links)
    {
        var segments = new SortedDictionary<long, PlainSegment>();
        var end = First.UnixMicroseconds;
        foreach (var (gap, duration, kind) in links)
        {
            var start = end + gap;
            while (segments.ContainsKey(start)) start++;
            segments.Add(start, new PlainSegment(start, duration, kind, 100, 0));
            end = start + duration;
        }

        return new PlainArchive([.. segments.Values]);
    }
}

/// <summary>A segment in microseconds since 1970.</summary>
internal sealed record PlainSegment(long Start, long Duration, SegmentKind Kind, long SizeBytes, int Copy)
{
    internal long End => Start + Duration;
}
