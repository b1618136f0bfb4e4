using SegmentPipeline.Verification.Tests.Streams;

namespace SegmentPipeline.Verification.Tests.Judging;

/// <summary>Where in a stream a fault is planted.</summary>
internal enum Place
{
    First,
    Middle,
    Last,
}

/// <summary>A fault that is planted in a clean stream, and the finding that it must give.</summary>
/// <param name="Expected">The finding.</param>
/// <param name="Plant">Plants it; an empty packet is one that has been taken away.</param>
internal sealed record PlantedFault(CorruptCause Expected, Action<List<byte[]>> Plant)
{
    /// <summary>By how much the name is wrong.</summary>
    internal decimal NameSeconds { get; init; }

    /// <summary>What happens to the file after that.</summary>
    internal Func<byte[], byte[]> Cut { get; init; } = file => file;

    /// <summary>The packet that is taken away; negative if none is.</summary>
    internal int Removed { get; init; } = -1;

    /// <summary>The packets that the fault lies in; two faults in one packet may hide each other.</summary>
    internal IReadOnlyList<int> Packets { get; init; } = [];

    public override string ToString() => $"{Expected.Cause} at {Expected.Packet ?? Expected.FromByte ?? Expected.BytesOver}";

    internal static PlantedFault Error(List<byte[]> clean, Place place)
    {
        var at = place switch { Place.First => 0, Place.Middle => clean.Count / 2, _ => clean.Count - 1 };
        return new PlantedFault(
            new CorruptCause { Cause = CorruptCauseKind.Error, Packet = at, Times = 1 },
            packets => packets[at][1] |= 0x80)
        { Packets = [at] };
    }

    internal static PlantedFault Continuity(List<byte[]> clean, Place place)
    {
        var inside = Indices(clean, packet => PidOf(packet) == StreamPlan.VideoPid && (packet[1] & 0x40) == 0).ToList();
        var at = place switch { Place.First => inside[0], Place.Middle => inside[inside.Count / 2], _ => inside[^2] };
        var next = Indices(clean, packet => PidOf(packet) == StreamPlan.VideoPid).First(index => index > at) - 1;
        return new PlantedFault(
            new CorruptCause
            {
                Cause = CorruptCauseKind.Continuity,
                Pid = StreamPlan.VideoPid,
                Packet = next,
                PacketsMissing = 1,
                Times = 1,
            },
            packets => packets[at] = [])
        { Removed = at, Packets = [at, at + 1, next + 1] };
    }

    /// <summary>The first place at which a synchronisation can be lost is behind the five packets that make one.</summary>
    internal static PlantedFault Sync(List<byte[]> clean, Place place)
    {
        var at = place switch { Place.First => 8, Place.Middle => clean.Count / 2, _ => clean.Count - 2 };
        return new PlantedFault(
            new CorruptCause { Cause = CorruptCauseKind.Sync, FromByte = at * 188L, Times = 1 },
            packets =>
            {
                foreach (var index in new[] { at, at + 1 }.Where(index => packets[index].Length > 0)) packets[index][0] = 0x12;
            })
        { Packets = [at, at + 1] };
    }

    internal static PlantedFault Clock(List<byte[]> clean, Place place, long ticks)
    {
        var starts = Indices(clean, packet => PidOf(packet) == StreamPlan.VideoPid && (packet[1] & 0x40) != 0).ToList();
        var from = place switch { Place.First => starts[1], Place.Middle => starts[starts.Count / 2], _ => starts[^1] };
        return new PlantedFault(
            new CorruptCause
            {
                Cause = CorruptCauseKind.Clock,
                Pid = StreamPlan.VideoPid,
                Packet = from,
                StepMicroseconds = (long)Math.Round((ticks + 3_600) * 100m / 9m),
            },
            packets =>
            {
                foreach (var start in starts.Where(start => start >= from)) Shift(packets[start], ticks);
            })
        { Packets = [from] };
    }

    internal static PlantedFault Program(bool isOfPrograms) => new(
        new CorruptCause { Cause = CorruptCauseKind.Program, Missing = isOfPrograms ? "pat" : "pmt" },
        packets =>
        {
            foreach (var packet in packets.Where(one => one is [0x47, ..] && PidOf(one) == (isOfPrograms ? 0 : StreamPlan.StreamsPid)))
                (packet[1], packet[2]) = ((byte)(packet[1] | 0x1F), 0xFF);
        });

    internal static PlantedFault Truncated(List<byte[]> clean) => new(
        new CorruptCause { Cause = CorruptCauseKind.Truncated, BytesOver = 88 }, _ => { })
    {
        Cut = file => file[..^100],
        Packets = [clean.Count - 1],
    };

    internal static PlantedFault Zeros(List<byte[]> clean)
    {
        var from = clean.Count - 30;
        return new PlantedFault(
            new CorruptCause { Cause = CorruptCauseKind.Zeros, FromByte = from * 188L },
            packets =>
            {
                packets[from - 1][^1] = 0xFF;
                foreach (var packet in packets.Skip(from)) packet.AsSpan().Clear();
            })
        { Packets = [.. Enumerable.Range(from, 30)] };
    }

    internal static PlantedFault Duration(decimal seconds) => new(
        new CorruptCause { Cause = CorruptCauseKind.Duration }, _ => { })
    { NameSeconds = seconds };

    internal static int PidOf(byte[] packet) => ((packet[1] & 0x1F) << 8) | packet[2];

    private static IEnumerable<int> Indices(List<byte[]> packets, Func<byte[], bool> which) =>
        Enumerable.Range(0, packets.Count).Where(index => which(packets[index]));

    private static void Shift(byte[] packet, long ticks)
    {
        if (packet.All(one => one == 0)) return;
        var header = (packet[3] & 0x20) == 0 ? 4 : 5 + packet[4];
        var at = packet.AsSpan(header + 9, 5);
        var old = ((long)((at[0] >> 1) & 7) << 30) | ((long)at[1] << 22) | ((long)(at[2] >> 1) << 15)
            | ((long)at[3] << 7) | (long)(at[4] >> 1);
        PacketWriter.Stamp(2, old + ticks).CopyTo(at);
    }
}
