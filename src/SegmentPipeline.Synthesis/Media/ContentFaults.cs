namespace SegmentPipeline.Synthesis;

/// <summary>Files of media whose content is not what their names promise, or was never sound. Audits see nothing of it.</summary>
/// <remarks>Source: docs/verification.md §2.</remarks>
internal static class ContentFaults
{
    /// <summary>There is nothing in the file.</summary>
    internal static CorruptCause Empty { get; } = new() { Cause = CorruptCauseKind.Empty };

    /// <summary>A bit has turned on the disk, where no player looks.</summary>
    internal static void FlippedBit(FaultSite site)
    {
        var (segment, file) = FirstOf(site);
        var name = HashOf(file.Content);
        file.Packet(file.PacketOf(file.Pictures / 2))[MediaPacket.PrivateData] ^= 1;
        site.AddCorrupt(segment, file.Content, name, CorruptOrigin.Name, [Hash(name, file.Content)]);
    }

    /// <summary>The disk was full, or lost what it had promised.</summary>
    internal static void ContentGone(FaultSite site)
    {
        var (segment, file) = FirstOf(site);
        var name = HashOf(file.Content);
        site.AddCorrupt(segment, [], name, CorruptOrigin.Disk, [Hash(name, []), Empty]);
    }

    /// <summary>A server's excuse was taken for a segment.</summary>
    internal static void WebPage(FaultSite site)
    {
        var (segment, _) = FirstOf(site);
        var page = "<!DOCTYPE html>\n<html><head><title>503 Service Unavailable</title></head><body></body></html>\n"u8.ToArray();
        site.AddCorrupt(
            segment, page, HashOf(page), CorruptOrigin.Before, [new CorruptCause { Cause = CorruptCauseKind.Container, LooksLike = "html" }]);
    }

    /// <summary>A copy ended within a packet, after two thirds of the pictures.</summary>
    internal static void CutShort(FaultSite site)
    {
        const int BytesOver = 100;
        var (segment, file) = FirstOf(site);
        var name = HashOf(file.Content);
        var whole = file.Pictures * 2 / 3;
        var content = file.Content[..(file.PacketOf(whole) * MediaPacket.Bytes + BytesOver)];
        var path = site.AddCorrupt(segment, content, name, CorruptOrigin.Disk,
        [
            Hash(name, content),
            new CorruptCause { Cause = CorruptCauseKind.Truncated, BytesOver = BytesOver },
            Duration(segment, file.MicrosecondsOf(whole)),
        ]);
        ExpectLostTime(site, path, segment.DurationMicroseconds - file.MicrosecondsOf(whole));
    }

    /// <summary>The source said of a packet that it was damaged on its way.</summary>
    internal static void TransportError(FaultSite site)
    {
        var (segment, file) = FirstOf(site);
        var packet = file.PacketOf(file.Pictures / 2);
        file.Packet(packet)[1] |= 0x80;
        site.AddCorrupt(segment, file.Content, HashOf(file.Content), CorruptOrigin.Before,
            [new CorruptCause { Cause = CorruptCauseKind.Error, Packet = packet, Times = 1 }]);
    }

    /// <summary>Three pictures were lost on their way to the recorder.</summary>
    internal static void LostPackets(FaultSite site)
    {
        const int Lost = 3;
        var (segment, file) = FirstOf(site);
        var first = file.PacketOf(file.Pictures / 2);
        var next = file.PacketOf(file.Pictures / 2 + Lost);
        byte[] content = [.. file.Content[..(first * MediaPacket.Bytes)], .. file.Content[(next * MediaPacket.Bytes)..]];
        var cause = new CorruptCause
        {
            Cause = CorruptCauseKind.Continuity,
            Pid = MediaTables.VideoPid,
            Packet = first,
            PacketsMissing = Lost,
            Times = 1,
        };
        site.AddCorrupt(segment, content, HashOf(content), CorruptOrigin.Before, [cause]);
    }

    /// <summary>The file says twice as much as it holds.</summary>
    internal static void WrongDuration(FaultSite site)
    {
        var segment = site.Run(1)[0];
        var half = site.Stream.MediaOf(segment with { DurationMicroseconds = segment.DurationMicroseconds / 2 });
        var path = site.AddCorrupt(segment, half.Content, HashOf(half.Content), CorruptOrigin.Before,
            [Duration(segment, half.MicrosecondsOf(half.Pictures))]);
        ExpectLostTime(site, path, segment.DurationMicroseconds - half.MicrosecondsOf(half.Pictures));
    }

    /// <summary>Says that time is missing behind the first segment, of which the names do not tell. So much of it looks as if the encoder
    /// had begun anew.</summary>
    private static void ExpectLostTime(FaultSite site, EntryPath path, long missingMicroseconds)
    {
        const long MostHiddenMicroseconds = 10 * Timestamp.MicrosecondsPerSecond;
        var clock = missingMicroseconds > MostHiddenMicroseconds ? "restart" : "hidden-hole";
        site.Expect(new PlantedClock(clock, path, site.Stream.PathOf(site.Run(2)[1])));
    }

    internal static byte[] HashOf(ReadOnlySpan<byte> content) => System.Security.Cryptography.SHA256.HashData(content);

    private static (SegmentDraft Segment, MediaFile File) FirstOf(FaultSite site)
    {
        var segment = site.Run(1)[0];
        return (segment, site.Stream.MediaOf(segment));
    }

    private static CorruptCause Hash(ReadOnlySpan<byte> name, ReadOnlySpan<byte> content) => new()
    {
        Cause = CorruptCauseKind.Hash,
        Expected = System.Buffers.Text.Base64Url.EncodeToString(name),
        Actual = System.Buffers.Text.Base64Url.EncodeToString(HashOf(content)),
    };

    private static CorruptCause Duration(SegmentDraft segment, long mediaMicroseconds) => new()
    {
        Cause = CorruptCauseKind.Duration,
        NameMicroseconds = segment.DurationMicroseconds,
        MediaMicroseconds = mediaMicroseconds,
    };
}
