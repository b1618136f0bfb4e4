namespace SegmentPipeline;

/// <summary>Finds out whether an audit could be planned, without planning it: it stops at the first hour and asks for no other.</summary>
internal sealed class ArchiveProbe(IArchiveStore store, AuditRequest request)
{
    private readonly NameFilter _filter = new(request);
    private readonly NameList _names = new();
    private readonly HashSet<string> _missing = [.. request.Qualities];
    private bool _hasHour;

    /// <summary>Returns if an audit could be planned.</summary>
    /// <exception cref="StreamNotFoundException">A channel or quality that was asked for does not exist.</exception>
    /// <exception cref="AuditFailedException">The root cannot be read, or is not an archive.</exception>
    internal async Task CheckAsync(CancellationToken cancellationToken)
    {
        var channels = (await ReadAsync(store.Root, cancellationToken).ConfigureAwait(false)).Directories;
        var areThere = request.Channels.All(wanted => _filter.Takes(wanted) && channels.Any(name => RawName.ToText(name) == wanted));
        if (areThere && await IsFoundAsync(channels, cancellationToken).ConfigureAwait(false)) return;

        // Whatever is wrong is for the plan to say; nothing may be, if a window says what should be there.
        using var planner = new AuditPlanner(store, request);
        await planner.MakeAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether there is an hour, and every quality that was asked for.</summary>
    private async Task<bool> IsFoundAsync(IReadOnlyList<byte[]> channels, CancellationToken cancellationToken)
    {
        foreach (var name in channels)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var channel = RawName.ToText(name);
            if (!_filter.Takes(channel)) continue;
            await LookIntoAsync(channel, store.Root.Child(name), cancellationToken).ConfigureAwait(false);
            if (_hasHour && _missing.Count == 0) return true;
        }

        return false;
    }

    private async Task LookIntoAsync(string channel, DirectoryPath path, CancellationToken cancellationToken)
    {
        foreach (var name in (await ReadAsync(path, cancellationToken).ConfigureAwait(false)).Directories)
        {
            var quality = RawName.ToText(name);
            _missing.Remove(quality);
            if (!_hasHour && _filter.Takes(channel, quality))
                _hasHour = (await ReadAsync(path.Child(name), cancellationToken).ConfigureAwait(false)).Hours.Any();
        }
    }

    private ValueTask<DirectoryLevel> ReadAsync(DirectoryPath path, CancellationToken cancellationToken) =>
        DirectoryLevel.ReadAsync(store, path, _names, cancellationToken);
}
