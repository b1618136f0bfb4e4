namespace SegmentPipeline;

/// <summary>Finds the streams and hours that an audit is to read, and what stands among them that should not.</summary>
/// <remarks>Source: semantics §1 and §4.</remarks>
internal sealed class AuditPlanner(IArchiveStore store, AuditRequest request) : IDisposable
{
    private readonly NameList _names = new();
    private NameFilter _filter = new(request);
    private readonly List<StreamPlan> _streams = [];
    private readonly List<Finding> _findings = [];
    private readonly HashSet<string> _qualitiesSeen = new(StringComparer.Ordinal);
    private ArchivePlace? _place;
    private long _hoursSeen;

    /// <summary>Makes the plan. Its directories are held open until the planner is disposed.</summary>
    /// <exception cref="StreamNotFoundException">A channel or quality that was asked for does not exist.</exception>
    /// <exception cref="AuditFailedException">The root cannot be read, or is not an archive.</exception>
    internal async Task<AuditPlan> MakeAsync(CancellationToken cancellationToken)
    {
        _place = new ArchivePlace(store);
        var level = await DirectoryLevel.ReadAsync(store, store.Root, _names, cancellationToken).ConfigureAwait(false);
        if (level.Outcome.Status != ReadStatus.Done)
        {
            throw new AuditFailedException(
                $"cannot read the archive {store.Root}: {level.Outcome.Cause}; {store.RootAdvice}");
        }

        CheckChannels([.. level.Directories.Select(name => RawName.ToText(name))]);
        foreach (var name in level.Directories)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var channel = RawName.ToText(name);
            if (_filter.Takes(channel)) await PlanChannelAsync(channel, store.Root.Child(name), cancellationToken).ConfigureAwait(false);
        }

        AddStrays(level, ArchivePath.Root, name => _filter.Takes(name), "a file where a channel's directory should be");
        CheckQualities();
        if (_hoursSeen == 0) await CheckLevelsAsync(level, cancellationToken).ConfigureAwait(false);
        _findings.Sort((left, right) => ArchivePath.Compare(PathOf(left), PathOf(right)));
        return new AuditPlan(_streams, _findings);
    }

    /// <summary>Sees, once everything has been read, that it lay in one archive.</summary>
    /// <exception cref="AuditFailedException">It was replaced meanwhile.</exception>
    internal void CheckEnd() => _place?.CheckEnd();

    public void Dispose() => _place?.Dispose();

    private async Task PlanChannelAsync(string channel, DirectoryPath path, CancellationToken cancellationToken)
    {
        using var held = store.Hold(path);
        var place = new StreamPlace(_place!, held);
        var level = await DirectoryLevel.ReadAsync(store, path, _names, cancellationToken).ConfigureAwait(false);
        if (level.Outcome.Status == ReadStatus.Absent) _place!.Check();
        if (level.Outcome.Status == ReadStatus.Failed)
            _findings.Add(new UnreadableFinding { Path = new ArchivePath(channel), Cause = level.Outcome.Cause });
        var qualities = level.Directories.Select(name => RawName.ToText(name)).ToList();
        foreach (var name in level.Directories)
        {
            var quality = RawName.ToText(name);
            _qualitiesSeen.Add(quality);
            if (_filter.Takes(channel, quality, qualities))
                await PlanStreamAsync(new StreamId(channel, quality), path.Child(name), place, cancellationToken).ConfigureAwait(false);
        }

        AddStrays(
            level,
            new ArchivePath(channel),
            name => _filter.Takes(channel, name, qualities),
            "a file where a quality's directory should be");
    }

    private async Task PlanStreamAsync(StreamId stream, DirectoryPath path, StreamPlace channel, CancellationToken cancellationToken)
    {
        var place = _place!.PlaceOf(path);
        var level = await DirectoryLevel.ReadAsync(store, path, _names, cancellationToken).ConfigureAwait(false);
        var outcome = channel.Confirm(level.Outcome);
        if (outcome.Status == ReadStatus.Absent) return;
        var findings = new List<Finding>();
        var isReadable = outcome.Status == ReadStatus.Done;
        if (!isReadable) findings.Add(new UnreadableFinding { Path = new ArchivePath(stream), Cause = outcome.Cause });
        var hours = new List<Hour>();
        var hasEarlier = false;
        foreach (var name in level.Directories)
        {
            if (!ArchiveLayout.TryReadHour(name, out var hour))
            {
                if (_filter.TakesBesideHours(RawName.ToText(name)))
                    findings.Add(Stray(name, "a directory whose name is not an hour, YYYY-MM-DDTHH"));
                continue;
            }

            _hoursSeen++;
            hasEarlier |= request.Start is { } start && hour < start.Hour;
            if (IsWanted(hour)) hours.Add(hour);
        }

        findings.AddRange(
            level
                .Others.Where(name => _filter.TakesBesideHours(RawName.ToText(name)))
                .Select(name => Stray(name, "a file where an hour's directory should be")));
        findings.Sort((left, right) => ArchivePath.Compare(PathOf(left), PathOf(right)));
        _streams.Add(new StreamPlan(stream, path, hours, findings, isReadable) { Place = place, HasEarlierHours = hasEarlier });

        StrayFinding Stray(byte[] name, string cause) => new() { Path = new ArchivePath(stream).WithEntry(name), Cause = cause };
    }

    /// <summary>A segment lasts an hour at most, so the hour before the window is the first that matters.</summary>
    private bool IsWanted(Hour hour) =>
        (request.Start is not { } start || hour >= start.Hour.Previous) && (request.End is not { } end || hour <= end.Hour);

    private void AddStrays(DirectoryLevel level, ArchivePath parent, Predicate<string> isWanted, string cause) =>
        _findings.AddRange(level.Others
            .Where(name => isWanted(RawName.ToText(name)))
            .Select(name => new StrayFinding { Path = parent.WithEntry(name), Cause = cause }));

    private void CheckChannels(IReadOnlyList<string> channels)
    {
        _filter = new NameFilter(request with { Channels = [.. request.Channels.Select(wanted => NameFilter.Meant(wanted, channels))] });
        foreach (var wanted in request.Channels.Select(wanted => NameFilter.Meant(wanted, channels)))
        {
            if (!channels.Contains(wanted)) throw UnknownName.ExceptionFor($"the archive {store.Root}", "channel", wanted, channels);
            if (_filter.ExcludingPattern(wanted) is { } pattern)
            {
                throw new StreamNotFoundException($"the channel '{wanted}' is excluded by the pattern '{pattern}'; change one of the two");
            }
        }
    }

    private void CheckQualities()
    {
        foreach (var wanted in request.Qualities.Select(wanted => NameFilter.Meant(wanted, _qualitiesSeen)))
        {
            if (!_qualitiesSeen.Contains(wanted))
                throw UnknownName.ExceptionFor($"the archive {store.Root}", "quality", wanted, _qualitiesSeen);
        }
    }

    /// <summary>Without a single hour nothing can be audited, and most likely the root is one level off, or a disk is not
    /// mounted.</summary>
    private async Task CheckLevelsAsync(DirectoryLevel level, CancellationToken cancellationToken)
    {
        var isIncomplete = _findings.Concat(_streams.SelectMany(stream => stream.Findings)).Any(finding => finding is UnreadableFinding);
        if (isIncomplete) return;
        var hint = await RootHint.ForAsync(store, level, _names, cancellationToken).ConfigureAwait(false);
        var canReportHoles = _streams.Count > 0 && request is { Start: not null, End: not null };
        if (hint is null && canReportHoles) return;
        throw new AuditFailedException(
            $"{store.Root} is not an archive: there is no CHANNEL/QUALITY/HOUR directory below it; "
            + (hint ?? "check the path, the filters, and whether the disk is mounted"));
    }

    private static ArchivePath PathOf(Finding finding) => FindingTypes.TypeOf(finding).PlaceOf(finding);
}
