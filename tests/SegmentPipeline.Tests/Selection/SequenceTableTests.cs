using System.Globalization;
using System.Text.RegularExpressions;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Selection;

/// <summary>The table of semantics §3, row by row, and the cases between its rows. Segments stand as <c>start+duration:Type</c> in
/// seconds of the hour, with their size in bytes after an <c>@</c>; a leading <c>p</c> puts one into the hour before.</summary>
internal sealed class SequenceTableTests
{
    private const string PreviousHour = "2026-03-28T21";
    private const string ThisHour = "2026-03-28T22";
    private static readonly StreamId Stream = new("c", "q");
    private static readonly Timestamp Start = Timestamp.Parse(ThisHour);

    [TestCase("0+2:F 2.010+2:F", 0, 4, "F0 F2.010")]
    [TestCase("0+2:F 2.010001+2:F", 0, 4, "F0 - F2.010001")]
    [TestCase("0+2:F 1.990+2:F 3.990+2:F", 0, 5, "F0 F1.990 F3.990")]
    [TestCase("0+2:F 1.989999+2:F 3.989999+2:F", 0, 5, "F0 - F3.989999")]
    [TestCase("0.005+2:F", 0, 2, "- F0.005")]
    [TestCase("0+9.995:F", 0, 10, "F0 -")]
    [TestCase("0+9.995:F 10+2:F", 0, 10, "F0 F10")]
    [TestCase("0+5:F 60+5:F", 0, 10, "F0 -")]
    [TestCase("0+10:F 4+10:F", 5, 12, "F0 -")]
    [TestCase("0+10:F 4+2:F 10+2:F", 0, 12, "F0 F10")]
    [TestCase("0+2:P 2+2:F", 0, 4, "P0 - F2")]
    [TestCase("0+2:F 2+2:P", 0, 4, "F0 P2 -")]
    [TestCase("0+2:T", 0, 4, "-")]
    [TestCase("0+2:F 2+0:F 2.001+2:F", 0, 4, "F0 F2 F2.001")]
    [TestCase("0+2:F", 1, 1, "F0")]
    [TestCase("0+2:F", 5, 5, "-")]
    [TestCase("p3599+3:F 2+2:F", 0, 4, "F3599 F2")]
    [TestCase("0+2:S@0 0+2:P@100", 0, 2, "S0 -")]
    public async Task Select_RowOfTheTable_GivesItsResult(string segments, double start, double end, string result) =>
        Assert.That(Shown(await Select(segments, start, end)), Is.EqualTo(result));

    [Test]
    public async Task Select_PartialsOfOneStart_TakesTheLargest()
    {
        var sequence = await Select("0+2:P@1 0+0.5:P@100", 0, 2);

        Assert.That(Shown(sequence), Is.EqualTo("P0 -"));
        Assert.That(sequence.Segments[0].Duration, Is.EqualTo(TimeSpan.FromMilliseconds(500)));
    }

    [TestCase("1+2:F", 0, 3, HoleReason.Leading, 0, 1)]
    [TestCase("0+2:F 3+2:F", 0, 5, HoleReason.Gap, 2, 3)]
    [TestCase("0+2:P 2+2:F", 0, 4, HoleReason.AfterPartial, 2, 2)]
    [TestCase("0+2:S 3+2:F", 0, 5, HoleReason.AfterPartial, 2, 3)]
    [TestCase("0+2:F", 0, 5, HoleReason.Trailing, 2, 5)]
    [TestCase("0+2:P", 0, 2, HoleReason.Trailing, 2, 2)]
    [TestCase("9+2:F", 0, 5, HoleReason.Empty, 0, 5)]
    [TestCase("", 0, 5, HoleReason.Empty, 0, 5)]
    [TestCase("0+2:F", 5, 3, HoleReason.Empty, 5, 3)]
    public async Task Select_OneHole_KnowsItsReasonAndBounds(
        string segments,
        double start,
        double end,
        HoleReason reason,
        double from,
        double to)
    {
        var hole = (await Select(segments, start, end)).Holes.Single();

        Assert.That(hole.Reason, Is.EqualTo(reason));
        Assert.That(hole.Range, Is.EqualTo(TimeRange.Unordered(At(from), At(to))));
    }

    [TestCase("0+2:F 1+2:F", 1, 2, "F0")]
    [TestCase("0+1:F 1+2:F", 1, 2, "F1")]
    [TestCase("0+0:F 1+2:F", 0, 2, "- F1")]
    [TestCase("2+2:F", 0, 2, "-")]
    [TestCase("1.999999+2:F", 0, 2, "- F1.999999")]
    [TestCase("0+2:F 2.005+1:F", 0, 2, "F0")]
    [TestCase("0+1.999:F 2.005+1:F", 0, 2, "F0 F2.005")]
    [TestCase("0+1.999:F 2.009001+1:F", 0, 2, "F0 -")]
    [TestCase("0+1.999:P 2+1:F", 0, 2, "P0 -")]
    public async Task Select_AtTheEdgesOfTheRange_KnowsNoToleranceThere(string segments, double start, double end, string result) =>
        Assert.That(Shown(await Select(segments, start, end)), Is.EqualTo(result));

    [Test]
    public async Task Select_HolesForbidden_FailsAtTheFirstOneAndSaysWhere()
    {
        var failure = await Fails("0+2:F 3+2:F 6+2:P", 0, 20);

        Assert.That(failure.Stream, Is.EqualTo(Stream));
        Assert.That(failure.Hole, Is.EqualTo(new SequenceHole
        {
            Range = TimeRange.Unordered(At(2), At(3)),
            Reason = HoleReason.Gap,
            BeforeSegment = 1,
        }));
        Assert.That(failure.Message, Does.Contain("c/q").And.Contain("2026-03-28T22:00:02.000000Z"));
    }

    [TestCase("0+2:F 2+2:F", 0, 4)]
    [TestCase("0+2:F", 1, 1)]
    public async Task Select_HolesForbiddenAndNone_GivesTheSequence(string segments, double start, double end)
    {
        await using var opened = OpenedArchive.Open(Tree(segments), ReaderKind.InMemory);

        var sequence = await opened.Archive.SelectAsync(Stream, TimeRange.Unordered(At(start), At(end)), HolePolicy.Forbid);

        Assert.That(sequence.Holes, Is.Empty);
        Assert.That(sequence.Segments, Is.Not.Empty);
    }

    private static async Task<HoleException> Fails(string segments, double start, double end)
    {
        await using var opened = OpenedArchive.Open(Tree(segments), ReaderKind.InMemory);
        var range = TimeRange.Unordered(At(start), At(end));
        return (await Assert.ThrowsAsync<HoleException>(() => opened.Archive.SelectAsync(Stream, range, HolePolicy.Forbid)))!;
    }

    private static async Task<SegmentSequence> Select(string segments, double start, double end)
    {
        await using var opened = OpenedArchive.Open(Tree(segments), ReaderKind.InMemory);
        return await opened.Archive.SelectAsync(Stream, TimeRange.Unordered(At(start), At(end)));
    }

    private static ArchiveTree Tree(string segments)
    {
        var tree = new ArchiveTree();
        tree.Hour(ThisHour);
        foreach (Match match in Regex.Matches(segments, @"(?<p>p?)(?<start>[\d.]+)\+(?<duration>[\d.]+):(?<type>[FSPT])(?:@(?<size>\d+))?"))
        {
            var start = decimal.Parse(match.Groups["start"].Value, CultureInfo.InvariantCulture);
            var time = string.Create(
                CultureInfo.InvariantCulture,
                $"{(int)start / 60:D2}:{(int)start % 60:D2}.{(long)(start * 1_000_000) % 1_000_000:D6}");
            var duration = match.Groups["duration"].Value;
            var name = match.Groups["type"].Value switch
            {
                "F" => SegmentNames.Full(time, duration),
                "S" => SegmentNames.Suspect(time, duration),
                "P" => SegmentNames.Partial(time, duration),
                _ => SegmentNames.Temporary(time, duration),
            };
            var size = match.Groups["size"].Success ? long.Parse(match.Groups["size"].Value, CultureInfo.InvariantCulture) : 1;
            tree.Hour(match.Groups["p"].Length > 0 ? PreviousHour : ThisHour).File(name, size);
        }

        return tree;
    }

    private static string Shown(SegmentSequence sequence)
    {
        var items = sequence.Segments.Select(segment => $"{segment.Kind.ToString()[0]}{SecondsOf(segment)}").ToList();
        foreach (var hole in sequence.Holes.Reverse()) items.Insert(hole.BeforeSegment, "-");
        return string.Join(' ', items);
    }

    private static string SecondsOf(Segment segment)
    {
        var seconds = segment.Start.MicrosecondsSince(segment.Hour.Start) / 1_000_000m;
        var text = seconds.ToString("0.######", CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) && text.Split('.')[1].Length == 2 ? text + "0" : text;
    }

    private static Timestamp At(double seconds) => Start.AddMicroseconds((long)Math.Round(seconds * 1_000_000));
}
