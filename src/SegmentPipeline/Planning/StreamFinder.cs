namespace SegmentPipeline;

/// <summary>Finds where one stream lies, or says that there is none.</summary>
internal sealed class StreamFinder(IDirectoryReader reader, DirectoryPath root)
{
    /// <summary>The archive as it is now.</summary>
    internal ArchivePlace Hold() => new(reader, root);

    /// <summary>The stream without its hours; whether it exists has not been asked.</summary>
    internal StreamPlan PlanOf(StreamId stream)
    {
        var channel = NameOf(root, stream.Channel);
        var quality = NameOf(root.Child(channel), stream.Quality);
        return new StreamPlan(
            new StreamId(RawName.ToText(channel), RawName.ToText(quality)), root.Child(channel).Child(quality), [], [], IsReadable: true);
    }

    /// <summary>The stream with its hours, in time order.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="archive">The archive; held while the plan is used.</param>
    /// <exception cref="StreamNotFoundException">There is no such channel or quality.</exception>
    /// <exception cref="AuditFailedException">The root or the stream cannot be read.</exception>
    internal StreamPlan PlanWithHours(StreamId stream, ArchivePlace archive)
    {
        var plan = PlanOf(stream);
        plan = plan with { Place = archive.PlaceOf(plan.Directory) };
        var level = DirectoryLevel.Read(reader, plan.Directory, new NameList());
        if (level.Outcome.Status != ReadStatus.Done) CheckExists(plan);
        return plan with { Hours = HoursIn(level).ToList() };
    }

    /// <summary>The hours that a stream's directory names, in time order.</summary>
    internal static IEnumerable<Hour> HoursIn(DirectoryLevel level) => level.Directories
        .Select(name => Hour.TryParse(name, out var hour) ? hour : (Hour?)null)
        .OfType<Hour>();

    /// <exception cref="StreamNotFoundException">There is no such channel or quality.</exception>
    /// <exception cref="AuditFailedException">The root or the stream cannot be read.</exception>
    internal void CheckExists(StreamPlan plan)
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

    /// <summary>The bytes of a name in a directory. Text with a <c>\xNN</c> in it means the byte; if there is no such directory, but one that has just these characters, that.</summary>
    private byte[] NameOf(DirectoryPath parent, string text)
    {
        var meant = RawName.Unescape(text);
        var literal = System.Text.Encoding.UTF8.GetBytes(text);
        var isLiteral = !meant.AsSpan().SequenceEqual(literal) && !Exists(meant) && Exists(literal);
        return isLiteral ? literal : meant;

        bool Exists(byte[] name) => reader.FingerprintOf(parent.Child(name)) is not null;
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
