using SegmentPipeline.Synthesis;

namespace SegmentPipeline.Benchmarks;

/// <summary>A clean archive of one stream in a temporary directory, two seconds a segment.</summary>
internal sealed class TemporaryArchive : IDisposable
{
    internal const int SegmentsPerHour = 1800;

    internal TemporaryArchive(int hours)
    {
        Root = Directory.CreateTempSubdirectory("pipeline-benchmark-").FullName;
        var options = new SyntheticArchiveOptions { Channels = 1, Qualities = 1, Hours = hours, Faults = FaultLevel.None };
        SyntheticArchive.WriteAsync(Root, options).GetAwaiter().GetResult();
        First = options.Start;
        Stream = SegmentArchive.Open(Root).GetStreamsAsync().GetAwaiter().GetResult()[0];
        Plan = new StreamPlan(Stream, DirectoryPath.FromText($"{Root}/{Stream}"), [], [], IsReadable: true);
    }

    internal string Root { get; }

    internal Hour First { get; }

    internal StreamId Stream { get; }

    internal StreamPlan Plan { get; }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
