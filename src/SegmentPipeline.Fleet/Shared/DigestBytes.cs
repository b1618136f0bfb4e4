namespace SegmentPipeline.Fleet;

/// <summary>What is told of the hours of one piece of work: what a ledger would remember of them, but for the names.</summary>
/// <remarks>An archive that several machines mount has another device number on each; the directories on the device of the root are marked
/// instead.</remarks>
internal static class DigestBytes
{
    private const byte Version = 1;
    private const byte Trusted = 1;
    private const byte OnRootDevice = 2;
    private const int MostHours = 10_000;
    private const int MostBytes = 1 << 24;

    /// <summary>Writes digests.</summary>
    /// <param name="digests">The hours, and what there is to remember of them.</param>
    /// <param name="rootDevice">The device of the archive's root here.</param>
    internal static byte[] Write(IReadOnlyCollection<(Hour Hour, HourDigest Digest)> digests, ulong rootDevice)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(Version);
        writer.Write7BitEncodedInt(digests.Count);
        foreach (var (hour, digest) in digests)
        {
            var mark = digest.Fingerprint;
            var isOnRoot = mark.Device == rootDevice;
            writer.Write(hour.SinceEpoch);
            writer.Write((byte)((digest.IsTrusted ? Trusted : 0) | (isOnRoot ? OnRootDevice : 0)));
            writer.Write(isOnRoot ? 0 : mark.Device);
            writer.Write(mark.Inode);
            writer.Write(mark.ModifiedSeconds);
            writer.Write(mark.ModifiedNanoseconds);
            writer.Write(mark.ChangedSeconds);
            writer.Write(mark.ChangedNanoseconds);
            writer.Write(digest.Reader);
            writer.Write7BitEncodedInt(digest.Facts.Length);
            writer.Write(digest.Facts.Span);
        }

        return bytes.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> makes.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    internal static IReadOnlyDictionary<Hour, HourDigest> Read(byte[] bytes, ulong rootDevice)
    {
        var digests = new Dictionary<Hour, HourDigest>();
        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes));
            if (reader.ReadByte() != Version) throw new FormatException("digests of another version");
            var count = reader.Read7BitEncodedInt();
            if (count is < 0 or > MostHours) throw new FormatException("digests of more hours than a piece of work has");
            for (var at = 0; at < count; at++) digests[new Hour(reader.ReadInt32())] = ReadOne(reader, rootDevice);
        }
        catch (EndOfStreamException end)
        {
            throw new FormatException("half of the digests", end);
        }

        return digests;
    }

    private static HourDigest ReadOne(BinaryReader reader, ulong rootDevice)
    {
        var marks = reader.ReadByte();
        var device = reader.ReadUInt64();
        return new HourDigest
        {
            IsTrusted = (marks & Trusted) != 0,
            Fingerprint = new DirectoryFingerprint
            {
                Device = (marks & OnRootDevice) != 0 ? rootDevice : device,
                Inode = reader.ReadUInt64(),
                ModifiedSeconds = reader.ReadInt64(),
                ModifiedNanoseconds = reader.ReadUInt32(),
                ChangedSeconds = reader.ReadInt64(),
                ChangedNanoseconds = reader.ReadUInt32(),
            },
            Reader = reader.ReadInt64(),
            Facts = ReadFacts(reader),
            Names = default,
        };
    }

    private static byte[] ReadFacts(BinaryReader reader)
    {
        var length = reader.Read7BitEncodedInt();
        if (length is < 0 or > MostBytes) throw new FormatException("more facts than an hour has");
        var facts = reader.ReadBytes(length);
        return facts.Length == length ? facts : throw new EndOfStreamException();
    }
}
