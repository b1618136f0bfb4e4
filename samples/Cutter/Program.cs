using SegmentPipeline;
using SegmentPipeline.Playback;

if (args is not [var root, var channel, var quality, var start, var end, var output])
{
    await Console.Error.WriteLineAsync("usage: Cutter ROOT CHANNEL QUALITY START END OUTPUT");
    return 64;
}

await using var archive = SegmentArchive.Open(root);
var sequence = await archive.SelectAsync(new StreamId(channel, quality), TimeRange.Parse(start, end));
foreach (var hole in sequence.Holes) Console.WriteLine(hole);

await using var file = File.Create(output);
var cut = await RoughCut.WriteAsync(sequence, file, new Quarters());
if (cut.EmptySegments.Count > 0) Console.WriteLine($"{cut.EmptySegments.Count} segments have no bytes, first {cut.EmptySegments[0]}");
Console.WriteLine($"{cut.BytesWritten} bytes");
return 0;

/// <summary>Says when another quarter of the segments is written. Called where the cut is made, so it must be quick.</summary>
internal sealed class Quarters : IProgress<CutProgress>
{
    private int _told;

    public void Report(CutProgress value)
    {
        var quarters = value.SegmentsDone * 4 / value.Segments;
        if (quarters == _told) return;
        _told = quarters;
        Console.WriteLine($"{25 * quarters} %: {value.SegmentsDone} of {value.Segments} segments");
    }
}
