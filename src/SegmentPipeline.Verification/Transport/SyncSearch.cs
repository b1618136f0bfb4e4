namespace SegmentPipeline;

/// <summary>Where packets begin: a place where the sync byte stands five times running, a packet apart.</summary>
/// <remarks>Source: docs/verification.md §2, <c>container</c> and <c>sync</c>.</remarks>
internal static class SyncSearch
{
    internal const byte SyncByte = 0x47;

    /// <summary>How often the sync byte must stand.</summary>
    internal const int Times = 5;

    /// <summary>The first packet begins below this offset.</summary>
    internal const int MostOffset = 204;

    /// <summary>How many bytes tell whether content is a transport stream.</summary>
    internal const int HeadBytes = MostOffset + (Times - 1) * PacketSizes.Protected;

    /// <summary>Where the first packet begins, and how far packets are apart; the size is 0 if this is no transport stream.</summary>
    /// <param name="head">The first bytes of the content.</param>
    /// <remarks>The usual places come first: the time in front of a packet may look like a sync byte for a while.</remarks>
    internal static (int Offset, int PacketSize) FindFirst(ReadOnlySpan<byte> head)
    {
        if (Stands(head, 0, PacketSizes.Plain)) return (0, PacketSizes.Plain);
        if (Stands(head, PacketSizes.TimeBytes, PacketSizes.Timed)) return (PacketSizes.TimeBytes, PacketSizes.Timed);
        for (var offset = 0; offset < MostOffset; offset++)
        {
            foreach (var size in PacketSizes.All)
            {
                if (Stands(head, offset, size)) return (offset, size);
            }
        }

        return default;
    }

    /// <summary>Where packets go on after the synchronisation was lost.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="grid">A place at which a packet would begin if nothing had been lost or added; may lie before
    /// <paramref name="from"/>.</param>
    /// <param name="size">How far packets are apart.</param>
    /// <param name="isLast">Whether no bytes follow.</param>
    /// <returns>The place, or from where on one may still be found when there are more bytes, with <c>IsFound</c> false.</returns>
    internal static (int Place, bool IsFound) FindNext(ReadOnlySpan<byte> bytes, int from, int grid, int size, bool isLast)
    {
        var room = (Times - 1) * size;
        for (var place = from; place < bytes.Length; place++)
        {
            var skipped = bytes[place..].IndexOf(SyncByte);
            if (skipped < 0) return (bytes.Length, false);
            place += skipped;
            if (place + room >= bytes.Length) return (place, false);
            if (!Stands(bytes, place, size)) continue;
            var aligned = place + (size - (place - grid) % size) % size;
            if (aligned + room >= bytes.Length && !isLast) return (place, false);
            return (Stands(bytes, aligned, size) ? aligned : place, true);
        }

        return (bytes.Length, false);
    }

    /// <summary>Whether the sync byte stands five times from a place on.</summary>
    internal static bool Stands(ReadOnlySpan<byte> bytes, int place, int size)
    {
        if (place + (Times - 1) * size >= bytes.Length) return false;
        for (var time = 0; time < Times; time++)
        {
            if (bytes[place + time * size] != SyncByte) return false;
        }

        return true;
    }
}
