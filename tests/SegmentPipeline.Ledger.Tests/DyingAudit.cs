using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Time.Testing;

namespace SegmentPipeline.Ledger.Tests;

/// <summary>An audit with a ledger in a process of its own, which is killed before or behind the write that is named: these tests are its
/// program.</summary>
internal static class DyingAudit
{
    /// <summary>What a process that was killed ends with.</summary>
    internal const int Killed = 137;

    /// <summary>Audits until it dies.</summary>
    /// <param name="arguments">The archive, the ledger, the time, the number of the write from 1, and its side.</param>
    /// <returns>The writes of the run, if it had no such write.</returns>
    internal static async Task<int> Main(string[] arguments)
    {
        if (arguments[0] == DyingVerification.Word) return DyingVerification.Run(arguments[1], arguments[2]);
        var (root, path, now) = (arguments[0], arguments[1], Timestamp.Parse(arguments[2]).ToDateTimeOffset());
        var (last, side) = (int.Parse(arguments[3], CultureInfo.InvariantCulture), Enum.Parse<Side>(arguments[4]));
        var writes = 0;
        var clock = new FakeTimeProvider(now);
        await using var archive = SegmentArchive.Open(root, new SegmentArchiveOptions { TimeProvider = clock });
        using var ledger = AuditLedger.Open(path, root, new AuditLedgerOptions { TimeProvider = clock, AroundWrites = DieAround });
        await foreach (var _ in ledger.AuditAsync(archive, new AuditRequest())) continue;
        return writes;

        long DieAround(Func<long> write)
        {
            writes++;
            if (writes == last && side == Side.Before) Process.GetCurrentProcess().Kill();
            var rows = write();
            if (writes == last && side == Side.Behind) Process.GetCurrentProcess().Kill();
            return rows;
        }
    }

    /// <summary>Starts it.</summary>
    /// <returns>What it ended with.</returns>
    internal static async Task<int> RunAsync(LedgerRoom room, int write, Side side)
    {
        string[] arguments =
        [
            room.Archive.Root,
            room.Ledger,
            room.Now.ToString(),
            write.ToString(CultureInfo.InvariantCulture),
            side.ToString(),
        ];
        using var process = Process.Start("dotnet", [typeof(DyingAudit).Assembly.Location, .. arguments]);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}

/// <summary>A side of a write.</summary>
internal enum Side
{
    /// <summary>Nothing of it has been written.</summary>
    Before,

    /// <summary>It stands in the file.</summary>
    Behind,
}
