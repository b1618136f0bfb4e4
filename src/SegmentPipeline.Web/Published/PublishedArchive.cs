using Microsoft.AspNetCore.Http;
using SegmentPipeline.Playback;

namespace SegmentPipeline.Web;

/// <summary>An archive that is shown over HTTP, and how it is read on behalf of requests.</summary>
internal sealed class PublishedArchive(SegmentArchive archive, PublishedArchiveOptions options, BoundedReads reads, TimeProvider clock)
    : IDisposable
{
    internal SegmentArchive Archive => archive;

    internal PublishedArchiveOptions Options => options;

    /// <summary>Where the ends of exact cuts are trimmed, for as many requests at once as there are cores.</summary>
    internal FfmpegPlaces Cutting { get; } = new(clock, "cuts");

    /// <summary>Where pictures are read, beside the cuts.</summary>
    internal FfmpegPlaces Picturing { get; } = new(clock, "pictures");

    internal TimeProvider Clock => clock;

    /// <summary>What the playlists of ranges that still fill have told.</summary>
    internal GrowingPlaylists Playlists { get; } = new();

    internal Timestamp Now => Timestamp.FromDateTimeOffset(clock.GetUtcNow());

    /// <summary>Waits for the archive no longer than others can bear, so that a disk that hangs keeps nobody else waiting.</summary>
    internal Task<T> ReadAsync<T>(Func<CancellationToken, Task<T>> readAsync, CancellationToken cancellationToken) =>
        reads.WaitAsync(() => readAsync(CancellationToken.None), cancellationToken);

    /// <summary>A level of the archive: its items, none if it is not there.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal async Task<IReadOnlyList<T>> ListAsync<T>(
        Func<CancellationToken, Task<ArchiveListing<T>>> listAsync,
        CancellationToken cancellationToken)
    {
        var listing = await ReadAsync(listAsync, cancellationToken).ConfigureAwait(false);
        await CheckAsync(listing.Outcome, listing.Cause, cancellationToken).ConfigureAwait(false);
        return listing.Items;
    }

    /// <summary>Sees that a part of the archive could be read, or is not there although the archive is: what a disk holds that is not
    /// mounted is not nothing.</summary>
    /// <exception cref="IOException">The part cannot be read, or the archive is not there.</exception>
    internal async Task CheckAsync(ListingOutcome outcome, string? cause, CancellationToken cancellationToken)
    {
        if (outcome == ListingOutcome.Read) return;
        if (outcome == ListingOutcome.Unreadable) throw Unreadable(cause);
        var root = await ReadAsync(archive.ListChannelsAsync, cancellationToken).ConfigureAwait(false);
        if (root.Outcome != ListingOutcome.Read) throw Unreadable($"{archive.Root}: {root.Cause}");
    }

    /// <summary>The hours of a stream.</summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    /// <exception cref="RequestProblemException">There are none.</exception>
    internal async Task<IReadOnlyList<Hour>> HoursAsync(StreamId stream, CancellationToken cancellationToken)
    {
        var hours = await ListAsync(stop => archive.ListHoursAsync(stream, stop), cancellationToken).ConfigureAwait(false);
        return hours.Count > 0 ? hours : throw NotThere($"there is nothing of {VisibleText.MakeVisible(stream.ToString())}");
    }

    public void Dispose()
    {
        Cutting.Dispose();
        Picturing.Dispose();
    }

    /// <summary>Something of the archive could not be read. Where it lies on this machine is nobody else's business.</summary>
    internal static IOException Unreadable(string? cause) => new(cause);

    internal static RequestProblemException NotThere(string detail) => new(StatusCodes.Status404NotFound, detail);
}
