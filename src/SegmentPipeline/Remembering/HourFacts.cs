using System.Text;

namespace SegmentPipeline;

/// <summary>An hour as it is remembered: all that stitching needs, and nothing else.</summary>
/// <remarks>
/// Of an unbroken run of full segments only the first and the last are remembered as they are. What lies between them is one entry without
/// a name, from the start of the second to the end of the last but one: no finding can name a segment inside it, unless the window begins
/// or ends there or the hour before reaches into it. <see cref="HourBuffers.NeedsReading"/> tells. Runs depend on the tolerance, so facts
/// of another tolerance are not used. Facts are of the version that stands first; it changes with everything that changes what an audit
/// says of the same names.
/// </remarks>
internal static class HourFacts
{
    private const int Version = 2;
    private const int LikelyLength = 4096;

    /// <summary>What there is to remember of an hour that has been selected. Reads Fates, Names, BadNames, Sized, Empties and Selected;
    /// writes nothing.</summary>
    internal static LentBytes Encode(HourBuffers buffers, long toleranceMicroseconds)
    {
        var writer = new FactsWriter(LikelyLength);
        writer.Write(Version);
        writer.Write(toleranceMicroseconds);
        WriteFates(ref writer, buffers.Fates);
        writer.Write(buffers.BadNames.Count);
        foreach (var bad in buffers.BadNames)
        {
            writer.Write(buffers.Names.NameAt(bad.NameOffset, bad.NameLength));
            writer.Write(Encoding.UTF8.GetBytes(bad.Cause));
            writer.Write(bad.Position);
        }

        writer.Write(buffers.Sized.Count);
        foreach (var sized in buffers.Sized)
        {
            writer.Write(buffers.Names.NameAt(sized.NameOffset, sized.NameLength));
            writer.Write(sized.SizeBytes);
        }

        writer.Write(buffers.Empties.Count);
        foreach (var empty in buffers.Empties)
        {
            writer.Write(buffers.Names.NameAt(empty.NameOffset, empty.NameLength));
            writer.Write(empty.StartMicroseconds);
            writer.Write(empty.DurationMicroseconds);
        }

        WriteRuns(ref writer, buffers, toleranceMicroseconds);
        return writer.Finish();
    }

    /// <summary>Fills the buffers of an hour from the facts that are remembered of it; false if the facts are of another version or
    /// tolerance. Reads nothing; writes Names, BadNames, Segments, Selected, Empties, EntriesSeen and Fates.</summary>
    /// <exception cref="FormatException">The facts are broken.</exception>
    internal static bool TryRecall(HourBuffers buffers, ReadOnlySpan<byte> facts, long toleranceMicroseconds)
    {
        var reader = new FactsReader(facts);
        if (reader.ReadNumber() != Version || reader.ReadNumber() != toleranceMicroseconds) return false;
        buffers.Fates = ReadFates(ref reader);
        buffers.EntriesSeen = buffers.Fates.Total;
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var name = reader.ReadName();
            var offset = buffers.Names.Add(name, EntryKind.File);
            var cause = Encoding.UTF8.GetString(reader.ReadName());
            buffers.BadNames.Add(new BadName(offset, name.Length, cause, reader.ReadNumber(byte.MaxValue)));
        }

        // Sizes are remembered to be compared when the hour is checked; the choices that they decided stand.
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            _ = reader.ReadName();
            _ = reader.ReadNumber();
        }

        buffers.Names.Expect(2 * reader.Left);

        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var name = reader.ReadName();
            var offset = buffers.Names.Add(name, EntryKind.File);
            buffers.Empties.Add(new EmptyName(offset, name.Length, checked((uint)reader.ReadNumber()), checked((uint)reader.ReadNumber())));
        }

        ReadRuns(ref reader, buffers);
        return reader.IsAtEnd ? true : throw new FormatException("the facts go on behind their end");
    }

    private static void WriteFates(ref FactsWriter writer, EntryCounts fates)
    {
        writer.Write(fates.Hidden);
        writer.Write(fates.Foreign);
        writer.Write(fates.Tombstones);
        writer.Write(fates.Tombstoned);
        writer.Write(fates.Bad);
        writer.Write(fates.Temporary);
        writer.Write(fates.Superseded);
        writer.Write(fates.Selected);
        writer.Write(fates.Vanished);
    }

    private static EntryCounts ReadFates(ref FactsReader reader) => new()
    {
        Hidden = reader.ReadNumber(),
        Foreign = reader.ReadNumber(),
        Tombstones = reader.ReadNumber(),
        Tombstoned = reader.ReadNumber(),
        Bad = reader.ReadNumber(),
        Temporary = reader.ReadNumber(),
        Superseded = reader.ReadNumber(),
        Selected = reader.ReadNumber(),
        Vanished = reader.ReadNumber(),
    };

    private static void WriteRuns(ref FactsWriter writer, HourBuffers buffers, long toleranceMicroseconds)
    {
        var selected = buffers.Selected;
        var runs = new RunFinder(selected, toleranceMicroseconds);
        while (runs.MoveNext())
        {
            WriteEntry(ref writer, selected[runs.First], buffers.NameOf(selected[runs.First]));
            if (runs.Count > 2) WriteEntry(ref writer, Between(selected[runs.First + 1], selected[runs.Last - 1]), []);
            if (runs.Count > 1) WriteEntry(ref writer, selected[runs.Last], buffers.NameOf(selected[runs.Last]));
        }
    }

    private static SegmentEntry Between(in SegmentEntry second, in SegmentEntry lastButOne) => new()
    {
        StartMicroseconds = second.StartMicroseconds,
        DurationMicroseconds = (uint)(lastButOne.EndMicroseconds - second.StartMicroseconds),
        Kind = SegmentKind.Full,
    };

    private static void WriteEntry(ref FactsWriter writer, in SegmentEntry entry, ReadOnlySpan<byte> name)
    {
        writer.Write(entry.StartMicroseconds);
        writer.Write(entry.DurationMicroseconds);
        writer.Write((long)entry.Kind);
        writer.Write(name);
    }

    private static void ReadRuns(ref FactsReader reader, HourBuffers buffers)
    {
        while (!reader.IsAtEnd)
        {
            var entry = new SegmentEntry
            {
                StartMicroseconds = checked((uint)reader.ReadNumber()),
                DurationMicroseconds = checked((uint)reader.ReadNumber()),
                Kind = (SegmentKind)reader.ReadNumber((int)SegmentKind.Full),
            };
            var name = reader.ReadName();
            entry.NameOffset = buffers.Names.Add(name, EntryKind.File);
            entry.NameLength = (byte)name.Length;
            buffers.AddSegment(entry);
        }

        foreach (ref readonly var entry in buffers.Segments) buffers.AddSelected(entry);
    }
}
