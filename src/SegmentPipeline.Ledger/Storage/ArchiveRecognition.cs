using System.Globalization;

namespace SegmentPipeline.Ledger;

/// <summary>Whether an archive is the one that a ledger remembers: by what it holds, since inodes change when it is restored, moved to
/// another disk or mounted anew, and the wrong disk at the right path may have the right ones.</summary>
/// <remarks>Source: semantics §7.</remarks>
internal sealed class ArchiveRecognition(LedgerDatabase database, ArchiveIdentity archive)
{
    /// <summary>Says what is to be told of an archive that is the same although its root is not; null if nothing is.</summary>
    /// <exception cref="LedgerException">It is another archive.</exception>
    internal string? Check()
    {
        var known = ArchiveIdentity.Read(database);
        var content = new ArchiveContent(database, archive.Path);
        var held = content.Compare();
        if (!IsSame(known, held, content)) throw Refusal(known, held);
        if (known is null || archive.Directory is null || known.Directory is null || known.IsLike(archive)) return null;
        return $"the ledger {database.Path} takes {archive.Path} for the archive that it knows, although its root is another directory than before: "
            + $"{Count(held.Found)} of {Count(held.Sought)} hours that were looked for are there";
    }

    private bool IsSame(ArchiveIdentity? known, HeldContent held, ArchiveContent content)
    {
        var isSameDirectory = known?.IsSameAs(archive) == true;
        if (held.IsUntold) return known is null || archive.Directory is null || known.IsLike(archive) || !new RunTable(database).HasBase();
        if (held.Found == 0) return isSameDirectory && held.IsAllLater;
        if (held.IsMostThere || isSameDirectory) return true;
        if (!held.IsMostKnown) return false;
        var (knownStreams, unknownStreams) = content.CountStreams();
        return knownStreams >= unknownStreams;
    }

    private LedgerException Refusal(ArchiveIdentity? known, HeldContent held) => new(
        LedgerFault.OtherArchive,
        $"the ledger {database.Path} belongs to another archive{(known is null ? "" : $", the directory that was {known.Path}")}: {archive.Path} holds {Words(held)}; "
        + "check that the right disk is mounted there, name another ledger, "
        + "let AuditLedgerOptions.SameArchive say that it is the same and tell what it lost, or let AuditLedgerOptions.Rebuild start a new ledger and keep this one aside");

    private static string Words(HeldContent held) => held.IsUntold
        ? "nothing that can be compared with what is remembered"
        : $"{(held.Found == 0 ? "none" : Count(held.Found))} of {Count(held.Sought)} remembered hours that were looked for";

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
