namespace SegmentPipeline.Playback.Tests.Cutting;

public sealed class ClockShiftTests
{
    private const long Wrap = ClockShift.WrapTicks;

    [TestCase(0, 0, 0)]
    [TestCase(5, 7, 12)]
    [TestCase(5, -6, Wrap - 1)]
    [TestCase(Wrap - 1, 1, 0)]
    [TestCase(Wrap - 1, 2, 1)]
    [TestCase(Wrap / 2, -Wrap, Wrap / 2)]
    public async Task Times_OfAPacket_AreMovedAndWrap(long time, long shift, long moved)
    {
        var expected = Packet(moved);

        Assert.That(await ShiftAsync(Packet(time), shift, 1000), Is.EqualTo(expected));
    }

    [Test]
    public async Task Stream_MovedThereAndBack_IsTheSame(
        [Values(188, 192, 204)] int distance,
        [Values(0, 1, 100)] int before,
        [Values(1, 187, 5000)] int atOnce)
    {
        var random = new Random(4);
        var stream = new byte[before + (40 * distance) + 50];
        random.NextBytes(stream);
        for (var i = 0; i < 40; i++) Packet(random.NextInt64(Wrap)).CopyTo(stream, before + (i * distance));

        var there = await ShiftAsync(stream, 1234567, atOnce);
        var back = await ShiftAsync(there, -1234567, atOnce);

        Assert.That(there, Is.Not.EqualTo(stream));
        Assert.That(back, Is.EqualTo(stream));
        for (var i = 0; i < 40; i++)
        {
            var place = before + (i * distance) + FirstPlace;
            Assert.That(
                PacketTimes.Read(there.AsSpan(place)),
                Is.EqualTo((PacketTimes.Read(stream.AsSpan(place)) + 1234567) % Wrap),
                $"packet {i}");
        }
    }

    [TestCase(3, 0xD0, TestName = "A scrambled packet")]
    [TestCase(1, 0x00, TestName = "A packet in which nothing starts")]
    [TestCase(3, 0x20, TestName = "A packet without payload")]
    [TestCase(4, 183, TestName = "A packet that is all padding")]
    [TestCase(15, 0xBE, TestName = "A stream that has no times")]
    [TestCase(14, 0x02, TestName = "No start code")]
    public void Packet_WithoutTimes_HasNone(int place, int value)
    {
        var packet = Packet(1);
        Assert.That(PacketTimes.Find(packet), Is.EqualTo([FirstPlace, FirstPlace + 5]));
        packet[place] = (byte)value;

        Assert.That(PacketTimes.Find(packet), Is.Empty);
    }

    [Test]
    public async Task Bytes_ThatAreNoTransportStream_StayAsTheyAre([Values(0, 1, 188, 100_000)] int length)
    {
        var bytes = new byte[length];

        Assert.That(await ShiftAsync(bytes, 17, 999), Is.EqualTo(bytes));
    }

    private const int FirstPlace = 12 + 9;

    /// <summary>A packet with a clock reference, the time at which it is shown, and the one at which it is decoded, all the same.</summary>
    private static byte[] Packet(long time)
    {
        var packet = new byte[188];
        packet.AsSpan().Fill(0xAB);
        new byte[] { 0x47, 0x41, 0x00, 0x30, 7, 0x10 }.CopyTo(packet, 0);
        for (var i = 0; i < 4; i++) packet[6 + i] = (byte)((time >> (25 - (8 * i))) & 0xFF);
        packet[10] = (byte)(((time & 1) << 7) | 0x7E);
        packet[11] = 0x55;
        new byte[] { 0, 0, 1, 0xE0, 0, 0, 0x80, 0xC0, 10 }.CopyTo(packet, 12);
        foreach (var (place, marker) in ((int, byte)[])[(FirstPlace, 0x31), (FirstPlace + 5, 0x11)])
        {
            new byte[] { marker, 0, 1, 0, 1 }.CopyTo(packet, place);
            PacketTimes.Write(packet.AsSpan(place), time);
            Assert.That(PacketTimes.Read(packet.AsSpan(place)), Is.EqualTo(time));
        }

        return packet;
    }

    private static async Task<byte[]> ShiftAsync(byte[] bytes, long ticks, int atOnce)
    {
        using var from = new MemoryStream(bytes);
        using var to = new MemoryStream();
        var written = await new ClockShift(ticks).CopyAsync(
            buffer => from.ReadAsync(buffer[..Math.Min(atOnce, buffer.Length)]),
            to,
            CancellationToken.None);
        Assert.That(written, Is.EqualTo(bytes.Length));
        return to.ToArray();
    }
}
