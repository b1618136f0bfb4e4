namespace SegmentPipeline;

/// <summary>Finds out whether an audit could be planned, without planning it: it stops at the first hour and asks for no other.</summary>
internal sealed class ArchiveProbe(IDirectoryReader reader, DirectoryPath root, AuditRequest request)
{
    private readonly NameFilter _filter = new(request);
    private readonly NameList _names = new();
    private readonly HashSet<string> _missing = [.. request.Qualities];
    private bool _hasHour;

    /// <summary>Returns if an audit could be planned.</summary>
    /// <exception cref="StreamNotFoundException">A channel or quality that was asked for does not exist.</exception>
    /// <exception cref="AuditFailedException">The root cannot be read, or is not an archive.</exception>
    internal void Check(CancellationToken cancellationToken)
    {
        var channels = DirectoryLevel.Read(reader, root, _names).Directories;
        if (request.Channels.All(wanted => _filter.Takes(wanted) && channels.Any(name => RawName.ToText(name) == wanted)) && IsFound(channels, cancellationToken)) return;

        // Whatever is wrong is for the plan to say; nothing may be, if a window says what should be there.
        using var planner = new AuditPlanner(reader, root, request);
        planner.Make(cancellationToken);
    }

    /// <summary>Whether there is an hour, and every quality that was asked for.</summary>
    private bool IsFound(IReadOnlyList<byte[]> channels, CancellationToken cancellationToken)
    {
        foreach (var name in channels)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var channel = RawName.ToText(name);
            if (!_filter.Takes(channel)) continue;
            LookInto(channel, root.Child(name));
            if (_hasHour && _missing.Count == 0) return true;
        }

        return false;
    }

    private void LookInto(string channel, DirectoryPath path)
    {
        foreach (var name in DirectoryLevel.Read(reader, path, _names).Directories)
        {
            var quality = RawName.ToText(name);
            _missing.Remove(quality);
            if (!_hasHour && _filter.Takes(channel, quality)) _hasHour = DirectoryLevel.Read(reader, path.Child(name), _names).Directories.Any(hour => Hour.TryParse(hour, out _));
        }
    }
}
