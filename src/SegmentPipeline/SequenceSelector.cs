using SegmentPipeline.Listing;
using SegmentPipeline.Selection;

namespace SegmentPipeline;

/// <summary>Answers <see cref="SegmentArchive.SelectAsync"/>: finds the hours of a range and builds its playable sequence.</summary>
internal sealed class SequenceSelector(IDirectoryReader reader, DirectoryPath root, HourCache hours, long toleranceMicroseconds)
{
    /// <summary>More hours than this are looked up in the stream's directory instead of one by one.</summary>
    private const int MostProbedHours = 64;

    internal async Task<SegmentSequence> SelectAsync(StreamId stream, TimeRange range, HolePolicy policy, CancellationToken cancellationToken)
    {
        var plan = new StreamPlan(stream, DirectoryOf(stream), [], [], IsReadable: true);
        var builder = new SequenceBuilder(stream, range, toleranceMicroseconds, policy);
        var unreadable = new List<UnreadableFinding>();
        var exists = false;
        foreach (var hour in HoursOf(plan, range))
        {
            var read = await hours.GetAsync(plan, hour, cancellationToken).ConfigureAwait(false);
            exists |= read.Exists;
            unreadable.AddRange(read.Unreadable);
            builder.Take(read.Segments);
            if (builder.IsStopped) break;
        }

        if (!exists) CheckExists(plan);
        return builder.Finish(unreadable);
    }

    /// <summary>The hours from the one before the start to that of the end; none if the range ends long before it starts.</summary>
    private IEnumerable<Hour> HoursOf(StreamPlan plan, TimeRange range)
    {
        var first = Math.Clamp(range.Start.Hour.Previous.SinceEpoch, Hour.Earliest.SinceEpoch, Hour.Latest.SinceEpoch + 1);
        var last = Math.Clamp(range.End.Hour.SinceEpoch, Hour.Earliest.SinceEpoch - 1, Hour.Latest.SinceEpoch);
        var count = Math.Max(0, last - first + 1);
        if (count <= MostProbedHours) return Enumerable.Range(first, count).Select(since => new Hour(since));

        var level = DirectoryLevel.Read(reader, plan.Directory, new NameList());
        return level.Directories
            .Select(name => Hour.TryParse(name, out var hour) ? hour : (Hour?)null)
            .Where(hour => first <= hour?.SinceEpoch && hour?.SinceEpoch <= last)
            .Select(hour => hour!.Value);
    }

    /// <summary>Where a stream lies. A name with a <c>\xNN</c> in it means these characters if there is such a directory, else the byte.</summary>
    private DirectoryPath DirectoryOf(StreamId stream)
    {
        var literal = DirectoryPath.Of($"{root}/{stream}");
        if (!stream.ToString().Contains(@"\x", StringComparison.Ordinal) || reader.FingerprintOf(literal) is not null) return literal;
        return root.Child(RawName.Unescape(stream.Channel)).Child(RawName.Unescape(stream.Quality));
    }

    private void CheckExists(StreamPlan plan)
    {
        var names = new NameList();
        var quality = DirectoryLevel.Read(reader, plan.Directory, names);
        if (quality.Outcome.Status == ReadStatus.Done) return;
        if (quality.Outcome.Status == ReadStatus.Failed)
        {
            throw new AuditFailedException($"cannot read {plan.Directory}: {quality.Outcome.Cause}; check its permissions");
        }

        var archive = DirectoryLevel.Read(reader, root, names);
        if (archive.Outcome.Status != ReadStatus.Done)
        {
            throw new AuditFailedException($"cannot read the archive {root}: {archive.Outcome.Cause}; give the directory that holds the channels");
        }

        throw NotFound(plan.Id, archive, names);
    }

    private StreamNotFoundException NotFound(StreamId stream, DirectoryLevel archive, NameList names)
    {
        var channels = archive.Directories.Select(name => RawName.ToText(name)).ToList();
        if (!channels.Contains(stream.Channel)) return UnknownName.Of($"the archive {root}", "channel", stream.Channel, channels);
        var channel = DirectoryLevel.Read(reader, root.Child(RawName.Unescape(stream.Channel)), names);
        var qualities = channel.Directories.Select(name => RawName.ToText(name)).ToList();
        return UnknownName.Of($"the channel {stream.Channel}", "quality", stream.Quality, qualities);
    }
}
