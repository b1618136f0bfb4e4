using System.Buffers.Binary;

namespace SegmentPipeline.Ledger;

/// <summary>What the first hundred bytes of a file say, read without SQLite: nothing is touched before it is known to be a
/// ledger.</summary>
/// <param name="IsEmpty">Whether there is no file, or nothing in it.</param>
/// <param name="IsDatabase">Whether it is a file of SQLite.</param>
/// <param name="ApplicationId">What program it belongs to.</param>
/// <param name="Version">Its schema's version.</param>
internal readonly record struct LedgerHeader(bool IsEmpty, bool IsDatabase, int ApplicationId, int Version)
{
    private const int Length = 100;
    private const int VersionAt = 60;
    private const int ApplicationIdAt = 68;

    /// <summary>Reads it.</summary>
    internal static LedgerHeader Read(string path)
    {
        if (!File.Exists(path)) return new LedgerHeader(true, false, 0, 0);
        var bytes = new byte[Length];
        var read = OpenLedgers.ReadStart(path, bytes);
        return new LedgerHeader(
            read == 0,
            read == Length && bytes.AsSpan().StartsWith("SQLite format 3\0"u8),
            BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(ApplicationIdAt)),
            BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(VersionAt)));
    }

    /// <summary>Refuses what is no ledger, or one of a newer program.</summary>
    /// <exception cref="LedgerException">It is one of these.</exception>
    internal void Check(string path, int newestVersion)
    {
        if (IsEmpty) return;
        if (!IsDatabase || ApplicationId != LedgerSchema.ApplicationId)
        {
            throw new LedgerException(
                LedgerFault.Corrupt,
                $"{path} is not a ledger{(IsDatabase ? ", but another program's database" : " or is damaged")}; name another file, or let AuditLedgerOptions.Rebuild start a new one and keep this one aside"
            );
        }

        if (Version > newestVersion)
        {
            throw new LedgerException(
                LedgerFault.NewerSchema,
                $"the ledger {path} was written by a newer version of this program (schema {Version}, this one knows {newestVersion}); update it, or let AuditLedgerOptions.Rebuild start a new ledger and keep the old file aside"
            );
        }
    }
}
