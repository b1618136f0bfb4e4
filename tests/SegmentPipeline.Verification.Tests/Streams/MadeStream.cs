namespace SegmentPipeline.Verification.Tests.Streams;

/// <summary>A made-up stream: video with pictures, audio beside it, lists in front and every now and then.</summary>
internal static class MadeStream
{
    /// <summary>The packets of a stream, 188 bytes each.</summary>
    internal static List<byte[]> Packets(StreamPlan plan)
    {
        var writer = new PacketWriter(new Random(plan.Seed));
        for (var picture = 0; picture < plan.Pictures; picture++)
        {
            if (picture % plan.ListsEvery == 0) AddLists(writer, plan);
            var decode = plan.FirstPts + picture * plan.PictureTicks;
            if (plan.HasVideo) AddPicture(writer, plan, picture, decode);
            if (plan.HasAudio) writer.AddPes(StreamPlan.AudioPid, 0xC0, 300, decode, null);
            for (var stuffing = 0; stuffing < plan.StuffingAPicture; stuffing++) writer.AddNull();
        }

        return writer.Packets;
    }

    /// <summary>The stream as a file.</summary>
    internal static byte[] File(StreamPlan plan) => Join(Packets(plan), plan.PacketSize);

    /// <summary>Packets as a file, with time in front or parity behind where packets are further apart.</summary>
    internal static byte[] Join(IEnumerable<byte[]> packets, int packetSize = 188)
    {
        using var file = new MemoryStream();
        uint number = 0;
        foreach (var packet in packets)
        {
            if (packetSize == 192) file.Write([0x47, 0, (byte)((number >> 8) & 0xFF), (byte)(number & 0xFF)]);
            file.Write(packet);
            if (packetSize == 204) file.Write(Enumerable.Repeat((byte)(number & 0xFF), 16).ToArray());
            number++;
        }

        return file.ToArray();
    }

    private static void AddLists(PacketWriter writer, StreamPlan plan)
    {
        writer.AddSection(0, PacketWriter.Programs((1, StreamPlan.StreamsPid)));
        var streams = new List<(byte, int, byte[])>();
        if (plan.HasVideo) streams.Add((0x1B, StreamPlan.VideoPid, []));
        if (plan.HasAudio) streams.Add((0x0F, StreamPlan.AudioPid, []));
        writer.AddSection(StreamPlan.StreamsPid, PacketWriter.Streams(1, streams[0].Item2, [.. streams]));
    }

    /// <summary>The order I P B B P B B …: each P is shown after the two that follow it.</summary>
    private static void AddPicture(PacketWriter writer, StreamPlan plan, int picture, long decode)
    {
        var content = plan.PacketsAPicture * 184 - 40;
        if (!plan.IsReordered)
        {
            writer.AddPes(StreamPlan.VideoPid, 0xE0, content, decode, null);
            return;
        }

        var lastOfGroup = Math.Min(picture - (picture + 2) % 3 + 2, plan.Pictures - 1);
        var shown = picture % 3 == 1 ? lastOfGroup : Math.Max(0, picture - 1);
        writer.AddPes(StreamPlan.VideoPid, 0xE0, content, plan.FirstPts + (shown + 1) * plan.PictureTicks, decode);
    }
}
