namespace SegmentPipeline;

/// <summary>What was seen of a transport stream, beside its media.</summary>
internal sealed class TransportFacts
{
    /// <summary>Whether packets were found, before anything else is said.</summary>
    internal bool IsTransport { get; set; }

    /// <summary>What the content looks like if it is no transport stream.</summary>
    internal string? LooksLike { get; set; }

    /// <summary>How far packets are apart.</summary>
    internal int PacketSize { get; set; }

    /// <summary>The byte at which the first packet begins.</summary>
    internal long FirstPacketByte { get; set; }

    /// <summary>A byte at which a packet begins, after the last time that the synchronisation was found.</summary>
    internal long LastSyncByte { get; set; }

    /// <summary>The first byte at which the synchronisation was lost.</summary>
    internal long FirstLostByte { get; private set; }

    /// <summary>How often it was lost.</summary>
    internal long Losses { get; private set; }

    /// <summary>The first packet that says that it is damaged.</summary>
    internal long FirstErrorPacket { get; private set; }

    /// <summary>How many say so.</summary>
    internal long Errors { get; private set; }

    /// <summary>The first break of a counter.</summary>
    internal CounterBreak FirstBreak { get; private set; }

    /// <summary>How often a counter breaks.</summary>
    internal long Breaks { get; private set; }

    /// <summary>Begins with another stream.</summary>
    internal void Clear()
    {
        (IsTransport, LooksLike) = (false, null);
        (PacketSize, FirstPacketByte, LastSyncByte) = (0, 0, 0);
        (Losses, Errors, Breaks) = (0, 0, 0);
    }

    internal void NoteLoss(long place)
    {
        if (Losses++ == 0) FirstLostByte = place;
    }

    internal void NoteError(long packet)
    {
        if (Errors++ == 0) FirstErrorPacket = packet;
    }

    internal void NoteBreak(CounterBreak found)
    {
        if (Breaks++ == 0) FirstBreak = found;
    }

    /// <summary>The number of the packet at a byte, counted from the first one, as if none had been lost or added.</summary>
    internal long PacketAt(long place) => (place - FirstPacketByte + PacketSize / 2) / PacketSize;
}

/// <summary>A counter does not go on.</summary>
/// <param name="Pid">Whose counter.</param>
/// <param name="Packet">The packet that does not follow.</param>
/// <param name="Missing">How many packets are missing, as far as four bits tell; 0 if one came too often.</param>
internal readonly record struct CounterBreak(int Pid, long Packet, int Missing);
