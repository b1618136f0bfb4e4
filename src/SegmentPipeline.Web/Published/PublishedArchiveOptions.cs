namespace SegmentPipeline.Web;

/// <summary>How an archive is shown over HTTP.</summary>
public sealed record PublishedArchiveOptions
{
    /// <summary>Directories of the archive's root whose files are handed out as they are, with all that lies below them.</summary>
    /// <value>None.</value>
    public IReadOnlyList<string> Extras { get; init; } = [];

    /// <summary>Name or path of ffmpeg, for exact cuts and for pictures.</summary>
    /// <value>What <c>ffmpeg</c> is on the path.</value>
    public string Ffmpeg { get; init; } = Playback.ExactCut.DefaultFfmpeg;
}
