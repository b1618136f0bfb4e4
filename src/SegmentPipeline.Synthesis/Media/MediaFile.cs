namespace SegmentPipeline.Synthesis;

/// <summary>A small transport stream: the two tables, then a packet for each picture, each followed by as many packets of
/// stuffing.</summary>
internal sealed class MediaFile
{
    private const int Tables = 2;

    /// <summary>Fewer make no transport stream that anybody would know for one.</summary>
    private const int LeastPackets = 5;

    private readonly MediaDraft _draft;
    private readonly int _packetsPerPicture;

    internal MediaFile(in MediaDraft draft)
    {
        _draft = draft;
        var packets = Math.Max(LeastPackets, Math.Max(draft.LeastBytes / MediaPacket.Bytes, Tables + draft.Pictures));
        _packetsPerPicture = (int)((packets - Tables) / draft.Pictures);
        Content = new byte[packets * MediaPacket.Bytes];
        Write();
    }

    /// <summary>The bytes of the file.</summary>
    internal byte[] Content { get; }

    /// <summary>How many pictures it has.</summary>
    internal int Pictures => _draft.Pictures;

    /// <summary>How long the first pictures last, the last of them as long as the one before it.</summary>
    internal long MicrosecondsOf(int pictures)
    {
        var last = _draft.TicksAt(pictures - 1);
        var ticks = (last - _draft.TicksAt(0) & MediaPacket.ClockMask) + (last - _draft.TicksAt(pictures - 2) & MediaPacket.ClockMask);
        return ticks * 100 / 9;
    }

    /// <summary>The number of the packet of a picture.</summary>
    internal int PacketOf(int picture) => Tables + picture * _packetsPerPicture;

    /// <summary>The bytes of a packet.</summary>
    internal Span<byte> Packet(int index) => Content.AsSpan(index * MediaPacket.Bytes, MediaPacket.Bytes);

    private void Write()
    {
        MediaPacket.WriteSection(Packet(0), 0, MediaTables.Association);
        MediaPacket.WriteSection(Packet(1), MediaTables.ProgramPid, MediaTables.Program);
        var picture = 0;
        for (var index = Tables; index < Content.Length / MediaPacket.Bytes; index++)
        {
            if (picture < Pictures && index == PacketOf(picture))
            {
                MediaPacket.WritePicture(Packet(index), picture, _draft.TicksAt(picture), _draft.Seed, StubPicture.Bytes.Span);
                picture++;
            }
            else
            {
                MediaPacket.WriteNull(Packet(index), new SplitMix64(SplitMix64.Derive(_draft.Seed, index)));
            }
        }
    }
}
