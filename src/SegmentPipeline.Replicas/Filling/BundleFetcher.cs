using System.Runtime.Versioning;
using Polly.CircuitBreaker;

namespace SegmentPipeline.Replicas;

/// <summary>Fetches segments of one hour with as few questions as can be, from a peer that gives bundles.</summary>
/// <remarks>What goes wrong with a bundle counts against the peer, and is told only if a segment cannot be had alone either.</remarks>
[SupportedOSPlatform("linux")]
internal sealed class BundleFetcher
{
    private readonly SegmentReceiver _receiver;
    private readonly Peer _peer;
    private readonly List<WantedSegment> _alone;
    private readonly Dictionary<SegmentName, WantedSegment> _left;

    /// <param name="receiver">Takes in what comes.</param>
    /// <param name="batch">Segments of one hour that the same peer is asked for first.</param>
    internal BundleFetcher(SegmentReceiver receiver, IReadOnlyList<WantedSegment> batch)
    {
        _receiver = receiver;
        _peer = batch[0].PeersInTurn.First();
        var isBundled = batch.ToLookup(
            wanted => wanted.Name.NameUtf8.Length <= TarHeader.MostNameBytes && !_peer.IsResting(wanted.Path));
        _alone = isBundled[false].ToList();
        _left = isBundled[true].ToDictionary(wanted => wanted.Name);
    }

    /// <summary>Is told of each that was fetched.</summary>
    internal required Func<WantedSegment, Fetched, ValueTask> EndedAsync { get; init; }

    /// <summary>Is told of each that was not as its name promises.</summary>
    internal required Action<FillRecord> Mismatched { get; init; }

    /// <summary>Fetches what comes in bundles.</summary>
    /// <returns>Those that are to be asked for one by one.</returns>
    /// <exception cref="FillException">They cannot be written here.</exception>
    internal async Task<IReadOnlyList<WantedSegment>> FetchAsync(FillTargets targets, CancellationToken cancellationToken)
    {
        try
        {
            var before = 0;
            while (_left.Count > 1 && _left.Count != before && _receiver.TakesBundles && _peer.Replica.Archive.GivesBundles)
            {
                before = _left.Count;
                await _peer.Pipeline.ExecuteAsync(stop => FetchOnceAsync(targets, stop), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception fault) when (fault is PeerException or BrokenCircuitException or BlockedPlaceException)
        {
            // Alone, each will show what is wrong with it.
        }

        return [.. _left.Values, .. _alone];
    }

    private async ValueTask<bool> FetchOnceAsync(FillTargets targets, CancellationToken cancellationToken)
    {
        try
        {
            var (stream, hour) = (_left.Values.First().Stream, _left.Values.First().Hour);
            var target = targets.StreamOf(stream);
            var names = _left.Keys.Select(name => name.NameUtf8).ToList();
            var files = _peer.Replica.Archive.OpenBundleAsync(stream, hour, names, cancellationToken);
            await foreach (var file in files.ConfigureAwait(false))
                await ReceiveAsync(file, target, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (PeerException fault)
        {
            _peer.Note(fault);
            throw;
        }
        catch (Exception fault) when (fault is IOException and not BlockedPlaceException or UnauthorizedAccessException)
        {
            var told = new PeerException(fault.Message, fault) { MayPass = true };
            _peer.Note(told);
            throw told;
        }
    }

    private async Task ReceiveAsync(BundledFile file, FilledStream target, CancellationToken cancellationToken)
    {
        if (!SegmentName.TryParse(file.Name, out var name) || !_left.TryGetValue(name, out var wanted))
            throw new PeerException("it gave a file that nobody had asked for");
        try
        {
            var (isPublished, bytes) = await _receiver.ReceiveAsync(wanted, file.Content, target, cancellationToken).ConfigureAwait(false);
            _left.Remove(name);
            var state = isPublished ? FillState.Published : FillState.Present;
            await EndedAsync(wanted, new Fetched(state, _peer, bytes, null)).ConfigureAwait(false);
        }
        catch (MismatchException fault)
        {
            _left.Remove(name);
            _alone.Add(wanted);
            _peer.NoteMismatch(wanted.Path);
            Mismatched(fault.RecordOf(wanted, _peer));
        }
    }
}
