namespace SegmentPipeline.Ledger;

/// <summary>The checksums of a remembered hour: one of all that its recall rests on, one of its names, which are seldom read and stand
/// apart.</summary>
internal static class HourChecksum
{
    internal static long OfHour(
        long stream,
        long hour,
        in DirectoryFingerprint print,
        bool isTrusted,
        long reader,
        ReadOnlySpan<byte> facts)
    {
        var sum = new Checksum();
        sum.Add(stream);
        sum.Add(hour);
        sum.Add(unchecked((long)print.Device));
        sum.Add(unchecked((long)print.Inode));
        sum.Add(print.ModifiedSeconds);
        sum.Add((long)print.ModifiedNanoseconds);
        sum.Add(print.ChangedSeconds);
        sum.Add((long)print.ChangedNanoseconds);
        sum.Add(isTrusted ? 1L : 0L);
        sum.Add(reader);
        sum.Add(facts);
        return sum.Value;
    }

    internal static long OfNames(long stream, long hour, ReadOnlySpan<byte> names)
    {
        var sum = new Checksum();
        sum.Add(stream);
        sum.Add(hour);
        sum.Add(names);
        return sum.Value;
    }

    /// <summary>Whether names are as they were written; those of an older program have no checksum and count as such.</summary>
    internal static bool AreNamesWhole(long stream, long hour, ReadOnlySpan<byte> names, long? sum) =>
        sum is null || sum == OfNames(stream, hour, names);
}
