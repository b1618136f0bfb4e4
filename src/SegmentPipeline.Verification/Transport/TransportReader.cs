using System.Buffers.Binary;

namespace SegmentPipeline;

/// <summary>Reads a transport stream, piece by piece. Any bytes will do: nothing is thrown, and nothing is allocated a packet.</summary>
/// <remarks>Source: docs/verification.md §2; ISO/IEC 13818-1 §2.4. Used again for each file. One packet that does not begin with the sync
/// byte is left out; two in a row lose the synchronisation.</remarks>
internal sealed class TransportReader
{
    private readonly PacketReader _packets = new();
    private long _bytesBefore;
    private bool _isSynchronised;
    private bool _isOver;

    internal TransportFacts Facts => _packets.Facts;

    internal ProgramReader Program => _packets.Program;

    internal MediaTracks Tracks => _packets.Tracks;

    /// <summary>The first packet with media of the program; null if there is none, or the program is unknown.</summary>
    internal long? FirstMediaPacket => _packets.FirstMediaPacket();

    /// <summary>Begins with another stream.</summary>
    internal void Start()
    {
        _bytesBefore = 0;
        _isSynchronised = _isOver = false;
        _packets.Clear();
    }

    /// <summary>Reads a piece.</summary>
    /// <param name="bytes">The bytes, from the first one that was left over before.</param>
    /// <returns>How many are done with; the others come again, with more behind them.</returns>
    internal int Read(ReadOnlySpan<byte> bytes) => Read(bytes, isLast: false);

    /// <summary>Reads what is left over at the end of the stream.</summary>
    internal void Finish(ReadOnlySpan<byte> bytes)
    {
        Read(bytes, isLast: true);
        Tracks.Finish();
    }

    /// <summary>Leaves bytes out.</summary>
    /// <param name="nextByte">Where in the stream the next piece begins.</param>
    internal void LeaveOut(long nextByte)
    {
        _bytesBefore = nextByte;
        _isSynchronised = false;
        _packets.LeaveOut();
    }

    private int Read(ReadOnlySpan<byte> bytes, bool isLast)
    {
        var at = 0;
        while (!_isOver && at < bytes.Length)
        {
            if (!_isSynchronised && !Synchronise(bytes, ref at, isLast)) break;
            if (ReadPackets(bytes, ref at, isLast)) break;
        }

        if (_isOver) at = bytes.Length;
        at = Math.Min(at, bytes.Length);
        _packets.Table.KeepPackets(bytes);
        _bytesBefore += at;
        return at;
    }

    /// <summary>Goes on to where packets begin.</summary>
    /// <returns>Whether there is such a place.</returns>
    private bool Synchronise(ReadOnlySpan<byte> bytes, ref int at, bool isLast)
    {
        if (!Facts.IsTransport)
        {
            if (bytes.Length < SyncSearch.HeadBytes && !isLast) return false;
            (at, Facts.PacketSize) = SyncSearch.FindFirst(bytes);
            _isSynchronised = Facts.IsTransport = Facts.PacketSize > 0;
            _isOver = !_isSynchronised;
            if (_isOver) Facts.LooksLike = ContentLook.Find(bytes);
            Facts.FirstPacketByte = _bytesBefore + at;
        }
        else
        {
            var grid = at - (int)((_bytesBefore + at - Facts.LastSyncByte) % Facts.PacketSize);
            (at, _isSynchronised) = SyncSearch.FindNext(bytes, at, grid, Facts.PacketSize, isLast);
        }

        if (_isSynchronised) Facts.LastSyncByte = _bytesBefore + at;
        return _isSynchronised;
    }

    /// <summary>Reads whole packets.</summary>
    /// <returns>Whether more bytes are needed; false if the synchronisation is lost.</returns>
    private bool ReadPackets(ReadOnlySpan<byte> bytes, ref int at, bool isLast)
    {
        var size = Facts.PacketSize;
        var last = isLast ? bytes.Length - PacketSizes.Plain : bytes.Length - size - 1;
        var (slots, states) = (_packets.Table.Slots, _packets.Table.States);
        var place = at;
        while (place <= last)
        {
            var header = BinaryPrimitives.ReadUInt32BigEndian(bytes[place..]);
            ref var state = ref states[slots[PacketHeader.PidOf(header)]];
            if ((header & ~PacketHeader.PriorityBit) == state.Expected)
            {
                state.Expected = PacketHeader.Following(header);
                state.LastOffset = place;
            }
            else if ((header & PacketHeader.SyncBits) == PacketHeader.Sync)
            {
                _packets.Read(bytes, place, _bytesBefore + place);
                states = _packets.Table.States;
            }
            else if (place + size < bytes.Length && bytes[place + size] != SyncSearch.SyncByte)
            {
                Facts.NoteLoss(_bytesBefore + place);
                _isSynchronised = false;
                at = place + 1;
                return false;
            }

            place += size;
        }

        at = place;
        return true;
    }
}
