using SegmentPipeline;

if (args is not [var root, var channel, var quality, var start, var end])
{
    await Console.Error.WriteLineAsync("usage: HoleReport ROOT CHANNEL QUALITY START END");
    return 64;
}

var range = TimeRange.Parse(start, end);
await using var archive = SegmentArchive.Open(root);
var request = new AuditRequest { Channels = [channel], Qualities = [quality], Start = range.Start, End = range.End };

await foreach (var record in archive.AuditAsync(request))
{
    if (record is HoleFinding hole)
        Console.WriteLine($"{hole.Range}  {hole.Range.Microseconds / 1000} ms  after {hole.Before?.ToString() ?? "nothing"}");
    else if (record is StreamRecord stream)
        Console.WriteLine($"{stream.Stream}: {stream.Holes} holes, {stream.Microseconds.Missing / 1000} ms missing");
}

return 0;
