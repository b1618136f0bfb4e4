namespace SegmentPipeline;

/// <summary>What is wrong with the packets of a transport stream.</summary>
internal static class PacketCauses
{
    private const string Programs = "pat";
    private const string Streams = "pmt";

    internal static CorruptCause? FindSync(FileContent content)
    {
        var facts = content.Transport.Facts;
        if (facts.Losses == 0) return null;
        return new CorruptCause { Cause = CorruptCauseKind.Sync, FromByte = facts.FirstLostByte, Times = facts.Losses };
    }

    internal static CorruptCause? FindError(FileContent content)
    {
        var facts = content.Transport.Facts;
        if (facts.Errors == 0) return null;
        return new CorruptCause { Cause = CorruptCauseKind.Error, Packet = facts.FirstErrorPacket, Times = facts.Errors };
    }

    internal static CorruptCause? FindContinuity(FileContent content)
    {
        var facts = content.Transport.Facts;
        if (facts.Breaks == 0) return null;
        return new CorruptCause
        {
            Cause = CorruptCauseKind.Continuity,
            Pid = facts.FirstBreak.Pid,
            Packet = facts.FirstBreak.Packet,
            PacketsMissing = facts.FirstBreak.Missing,
            Times = facts.Breaks,
        };
    }

    internal static CorruptCause? FindProgram(FileContent content)
    {
        if (!content.Transport.Facts.IsTransport || FindMissing(content) is not { } missing) return null;
        return new CorruptCause { Cause = CorruptCauseKind.Program, Missing = missing };
    }

    private static string? FindMissing(FileContent content)
    {
        var program = content.Transport.Program;
        var isTold = !content.HasLeftOut || content.HasEarlyMedia;
        if (program.ProgramsPacket < 0) return isTold ? Programs : null;
        if (program.StreamsPacket < 0) return isTold ? Streams : null;
        if (content.Transport.FirstMediaPacket is not { } media) return null;
        if (program.ProgramsPacket > media) return Programs;
        return program.StreamsPacket > media ? Streams : null;
    }
}
