using System.Buffers.Binary;

namespace SegmentPipeline.Verification.Tests.Streams;

/// <summary>Writes packets of a transport stream.</summary>
internal sealed class PacketWriter(Random random)
{
    private const int PacketBytes = 188;
    private readonly Dictionary<int, int> _counters = [];

    internal List<byte[]> Packets { get; } = [];

    /// <summary>A section in one packet.</summary>
    internal void AddSection(int pid, byte[] section)
    {
        var packet = Open(pid, isStart: true, hasAdaptation: false);
        packet.AsSpan(5).Fill(0xFF);
        section.CopyTo(packet, 5);
    }

    /// <summary>A packet of an elementary stream, over as many packets as it takes.</summary>
    internal void AddPes(int pid, byte streamId, int contentBytes, long? pts, long? dts)
    {
        var content = new byte[contentBytes];
        random.NextBytes(content);
        var header = PesHeaderOf(streamId, contentBytes, pts, dts);
        byte[] bytes = [.. header, .. content];
        for (var at = 0; at < bytes.Length;)
        {
            var part = Math.Min(PacketBytes - 4, bytes.Length - at);
            var stuffing = PacketBytes - 4 - part;
            var packet = Open(pid, isStart: at == 0, hasAdaptation: stuffing > 0);
            if (stuffing > 0) packet[4] = (byte)(stuffing - 1);
            if (stuffing > 1) packet.AsSpan(6, stuffing - 2).Fill(0xFF);
            bytes.AsSpan(at, part).CopyTo(packet.AsSpan(4 + stuffing));
            at += part;
        }
    }

    internal void AddNull()
    {
        var packet = Open(0x1FFF, isStart: false, hasAdaptation: false);
        packet.AsSpan(4).Fill(0xFF);
    }

    /// <summary>The list of programs.</summary>
    internal static byte[] Programs(params (int Number, int Pid)[] programs)
    {
        var section = new List<byte> { 0, 0, 0, 0, 1, 0xC1, 0, 0 };
        foreach (var (number, pid) in programs) section.AddRange([Low(number >> 8), Low(number), Low(0xE0 | (pid >> 8)), Low(pid)]);
        return Close(section);
    }

    /// <summary>The list of streams of a program.</summary>
    internal static byte[] Streams(int number, int clockPid, params (byte Type, int Pid, byte[] Descriptors)[] streams)
    {
        var section = new List<byte>
        {
            2, 0, 0, Low(number >> 8), Low(number), 0xC1, 0, 0, Low(0xE0 | (clockPid >> 8)), Low(clockPid), 0xF0, 0,
        };
        foreach (var (type, pid, descriptors) in streams)
        {
            section.AddRange([type, Low(0xE0 | (pid >> 8)), Low(pid), 0xF0, Low(descriptors.Length)]);
            section.AddRange(descriptors);
        }

        return Close(section);
    }

    internal static byte[] PesHeaderOf(byte streamId, int contentBytes, long? pts, long? dts)
    {
        byte[] stamps = (pts, dts) switch
        {
            (null, _) => [],
            ({ } one, null) => Stamp(2, one),
            ({ } one, { } other) => [.. Stamp(3, one), .. Stamp(1, other)],
        };
        var flags = (byte)(stamps.Length == 0 ? 0 : stamps.Length == 5 ? 0x80 : 0xC0);
        var length = 3 + stamps.Length + contentBytes;
        if (length > ushort.MaxValue) length = 0;
        return [0, 0, 1, streamId, Low(length >> 8), Low(length), 0x80, flags, (byte)stamps.Length, .. stamps];
    }

    /// <summary>A time stamp in five bytes.</summary>
    internal static byte[] Stamp(int prefix, long ticks)
    {
        ticks &= (1L << 33) - 1;
        return
        [
            Low((prefix * 16L) | (ticks >> 30 << 1) | 1),
            Low(ticks >> 22),
            Low((((ticks >> 15) & 0x7F) << 1) | 1),
            Low(ticks >> 7),
            Low(((ticks & 0x7F) << 1) | 1),
        ];
    }

    private static byte[] Close(List<byte> section)
    {
        var length = section.Count - 3 + 4;
        section[1] = Low(0xB0 | (length >> 8));
        section[2] = Low(length);
        var check = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(check, NaiveCheck([.. section]));
        return [.. section, .. check];
    }

    /// <summary>CRC-32 of MPEG, a bit at a time.</summary>
    internal static uint NaiveCheck(byte[] bytes)
    {
        var check = uint.MaxValue;
        foreach (var one in bytes)
        {
            for (var bit = 7; bit >= 0; bit--)
            {
                var isOne = ((check >> 31) ^ (uint)((one >> bit) & 1)) != 0;
                check <<= 1;
                if (isOne) check ^= 0x04C11DB7;
            }
        }

        return check;
    }

    private static byte Low(long value) => (byte)(value & 0xFF);

    private byte[] Open(int pid, bool isStart, bool hasAdaptation)
    {
        var counter = _counters.GetValueOrDefault(pid);
        _counters[pid] = (counter + 1) & 0xF;
        var packet = new byte[PacketBytes];
        packet[0] = 0x47;
        packet[1] = (byte)((isStart ? 0x40 : 0) | (pid >> 8));
        packet[2] = Low(pid);
        packet[3] = (byte)((hasAdaptation ? 0x30 : 0x10) | counter);
        Packets.Add(packet);
        return packet;
    }
}
