namespace SegmentPipeline;

/// <summary>The memory of one audit: what is known of its hours, asked one call at a time, and what there is to remember of those that it
/// reads.</summary>
/// <remarks>A directory's identity and times change whenever a name in it does. The sizes that a choice needed are part of what is
/// remembered; like names they are asked again when an hour is checked. Facts that rest on anything more, links and failures, are never
/// trusted.</remarks>
internal sealed class AuditMemory(IHourMemory memory, long toleranceMicroseconds)
{
    private readonly Lock _oneAtATime = new();

    /// <summary>As whom hours are read.</summary>
    internal long Reader { get; } = ReaderNumber.OfThisProcess();

    /// <summary>The memory of an audit; null if it has none.</summary>
    internal static AuditMemory? From(IHourMemory? memory, long toleranceMicroseconds) =>
        memory is null ? null : new AuditMemory(memory, toleranceMicroseconds);

    /// <summary>Whether an hour is to be read, and compared, even if it has not changed.</summary>
    internal bool IsDueForCheck(StreamId stream, Hour hour) => memory.IsDueForCheck(stream, hour);

    /// <summary>Whether what is remembered of an hour is damaged.</summary>
    internal bool IsDamaged(StreamId stream, Hour hour) => memory.IsDamaged(stream, hour);

    /// <summary>The work with what is known of its hour; nothing is known of an hour with corrupt files, but these.</summary>
    internal HourWork WithKnown(HourWork work)
    {
        if (work.Hour is not { } hour) return work;
        lock (_oneAtATime)
        {
            var corrupt = memory.CorruptIn(work.Stream.Id, hour);
            return work with { Known = corrupt.Count > 0 ? null : memory.Recall(work.Stream.Id, hour), Corrupt = corrupt };
        }
    }

    /// <summary>The work with the corrupt files of its hour, and nothing else that is known of it.</summary>
    internal HourWork WithCorrupt(HourWork work)
    {
        if (work.Hour is not { } hour) return work;
        lock (_oneAtATime) return work with { Corrupt = memory.CorruptIn(work.Stream.Id, hour) };
    }

    /// <summary>Fills the buffers of an hour from facts. If the facts are broken, or of another version or tolerance, the buffers are as
    /// after <see cref="HourBuffers.Begin"/>. Reads Work; writes IsRecalled and what <see cref="HourFacts.TryRecall"/> writes.</summary>
    internal void Fill(HourBuffers buffers, ReadOnlySpan<byte> facts)
    {
        try
        {
            buffers.IsRecalled = HourFacts.TryRecall(buffers, facts, toleranceMicroseconds);
        }
        catch (Exception broken) when (broken is FormatException or OverflowException)
        {
            buffers.IsRecalled = false;
        }

        if (!buffers.IsRecalled) buffers.Begin(buffers.Work);
    }

    /// <summary>What there is to remember of an hour that has been read and selected; null if the hour could not be read, or if its
    /// directory has no fingerprint. Reads Outcome, Fingerprint, ReadAtSeconds, Names, Fates, BadNames, Selected, Sized,
    /// SizesChangedSeconds, Empties and Unreadable; writes nothing.</summary>
    internal LentDigest? DigestOf(HourBuffers buffers)
    {
        if (buffers.Outcome.Status != ReadStatus.Done || buffers.Fingerprint is not { } fingerprint) return null;
        var isSettled =
            fingerprint.IsSettledAt(buffers.ReadAtSeconds)
            && (buffers.Sized.Count == 0 || DirectoryFingerprint.IsSettled(buffers.SizesChangedSeconds, buffers.ReadAtSeconds));
        var isTrusted = isSettled && fingerprint.Inode != 0 && !buffers.Names.HasLinks && buffers.Unreadable.Count == 0;
        var (facts, names) = (HourFacts.Encode(buffers, toleranceMicroseconds), PackedNames.Pack(buffers));
        return new LentDigest(facts, names)
        {
            Digest = new HourDigest
            {
                Fingerprint = fingerprint,
                IsTrusted = isTrusted,
                Facts = facts.Memory,
                Names = names.Memory,
                Reader = Reader,
            },
        };
    }

    /// <summary>Remembers an hour, and gives back what was lent for it.</summary>
    internal void Remember(StreamId stream, Hour hour, LentDigest lent)
    {
        try
        {
            lock (_oneAtATime) memory.Remember(stream, hour, lent.Digest);
        }
        finally
        {
            lent.GiveBack();
        }
    }
}
