using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace SegmentPipeline.Replicas;

/// <summary>Replaces files whose content is not what their names promise by verified copies. The broken ones stay in quarantine.</summary>
/// <remarks>Source: docs/node.md. Each is hashed anew before it is replaced: what has become right since is left alone.</remarks>
[SupportedOSPlatform("linux")]
internal sealed class CorruptReplacer(SegmentArchive archive, FillRequest request, IReadOnlyList<Peer> peers)
{
    /// <summary>Replaces all of the request that are still broken, one after the other.</summary>
    internal async Task ReplaceAsync(
        FilledArchive held,
        FillTargets targets,
        Func<FillRecord, ValueTask> told,
        CancellationToken cancellationToken)
    {
        if (request.Replace.Count == 0) return;
        using var quarantine = Quarantine.Open(request.Quarantine!, archive.Root);
        var mismatches = new Queue<FillRecord>();
        using var fetcher = new SegmentFetcher(request, mismatches.Enqueue);
        foreach (var place in request.Replace)
        {
            if (await FindBrokenAsync(place, cancellationToken).ConfigureAwait(false) is not { } broken) continue;
            held.CheckIdentity();
            var fetched = await fetcher
                .FetchAsync(broken with { Quarantine = quarantine }, targets, cancellationToken)
                .ConfigureAwait(false);
            while (mismatches.TryDequeue(out var mismatch)) await told(mismatch).ConfigureAwait(false);
            await told(RecordOf(broken, fetched)).ConfigureAwait(false);
        }
    }

    /// <summary>Says which would be replaced.</summary>
    internal async Task TellAsync(Func<FillRecord, ValueTask> told, CancellationToken cancellationToken)
    {
        foreach (var place in request.Replace)
        {
            if (await FindBrokenAsync(place, cancellationToken).ConfigureAwait(false) is { } broken)
                await told(new FillRecord { Path = broken.Path, State = FillState.Wanted, Cause = "it is corrupt here" }).ConfigureAwait(false);
        }
    }

    /// <summary>The segment to fetch; null if the file is gone, withdrawn, or right by now.</summary>
    private async Task<WantedSegment?> FindBrokenAsync(EntryPath place, CancellationToken cancellationToken)
    {
        if (!SegmentName.TryParse(place.NameUtf8.ToArray(), out var name)) return null;
        var file = await archive.OpenFileAsync(place.Stream, place.Hour, name.NameUtf8, cancellationToken).ConfigureAwait(false);
        if (file is null) return null;
        await using var _ = file.ConfigureAwait(false);
        var hash = await SHA256.HashDataAsync(file.Content, cancellationToken).ConfigureAwait(false);
        return name.Promises(hash) ? null : new WantedSegment(place.Stream, place.Hour, name, peers);
    }

    private static FillRecord RecordOf(WantedSegment broken, Fetched fetched) => new()
    {
        Path = broken.Path,
        State = fetched.State switch
        {
            FillState.Published => FillState.Replaced,
            FillState.Failed => FillState.Unfillable,
            var state => state,
        },
        Replica = fetched.Peer?.Name,
        Bytes = fetched.Bytes,
        Cause = fetched.Cause,
        IsUnasked = fetched.IsUnasked,
    };
}
