namespace SegmentPipeline.Verification.Tests.Streams;

/// <summary>What a made-up stream is like.</summary>
internal sealed record StreamPlan
{
    internal const int VideoPid = 0x100;
    internal const int AudioPid = 0x101;
    internal const int StreamsPid = 0x1000;

    internal int Seed { get; init; } = 1;

    /// <summary>How many pictures.</summary>
    internal int Pictures { get; init; } = 50;

    internal long PictureTicks { get; init; } = 3_600;

    /// <summary>PTS of the first picture.</summary>
    internal long FirstPts { get; init; } = 126_000;

    /// <summary>How many packets a picture takes.</summary>
    internal int PacketsAPicture { get; init; } = 4;

    /// <summary>Whether two pictures are shown before one that they need.</summary>
    internal bool IsReordered { get; init; }

    internal bool HasVideo { get; init; } = true;

    internal bool HasAudio { get; init; } = true;

    /// <summary>How many pictures after which the lists are sent again.</summary>
    internal int ListsEvery { get; init; } = 10;

    /// <summary>How many stuffing packets follow each picture.</summary>
    internal int StuffingAPicture { get; init; }

    /// <summary>How far packets are apart.</summary>
    internal int PacketSize { get; init; } = 188;

    internal long LengthTicks => Pictures * PictureTicks;
}
