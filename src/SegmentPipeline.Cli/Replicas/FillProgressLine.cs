using SegmentPipeline.Replicas;

namespace SegmentPipeline.Cli;

/// <summary>How far filling is, with rate and estimate, on a line of the terminal.</summary>
internal sealed class FillProgressLine(StatusLine status) : IProgress<FillProgress>
{
    private TimeSpan? _fetchingSince;

    public void Report(FillProgress value) => status.Show(elapsed => TextAt(elapsed, value));

    private string TextAt(TimeSpan elapsed, FillProgress at)
    {
        if (at.Done == 0) return $"comparing: {Plural.TextOf(at.Hours, "hour")}, {Plural.TextOf(at.Wanted, "segment")} missing here";
        var since = _fetchingSince ??= elapsed;
        var seconds = Math.Max(0.1, (elapsed - since).TotalSeconds);
        var left = DurationWords.TextOf(TimeSpan.FromSeconds(Math.Ceiling(Math.Max(0, at.Wanted - at.Done) * seconds / at.Done)));
        return $"{at.Done:N0} of {Plural.TextOf(at.Wanted, "segment")}, {at.Bytes / 1_000_000.0:N1} MB, {at.Bytes / seconds / 1_000_000:N1} MB/s, about {left} left";
    }
}
