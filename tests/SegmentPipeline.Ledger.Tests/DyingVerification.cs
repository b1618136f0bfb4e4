using System.Diagnostics;

namespace SegmentPipeline.Ledger.Tests;

/// <summary>A verification in a process of its own, which is killed when it has remembered some hours.</summary>
internal static class DyingVerification
{
    /// <summary>What tells it from an audit.</summary>
    internal const string Word = "verify";

    /// <summary>Remembers hours, and says so after each.</summary>
    internal static int Run(string root, string ledger)
    {
        using var contents = AuditLedger.BeginVerification(ledger, root, VerificationLevel.Full);
        var stream = new StreamId("c", "q");
        for (var hour = new Hour(0); ; hour = hour.Next)
        {
            contents.Remember(stream, hour, new VerifiedHour
            {
                VerifiedAt = hour.Start,
                Level = VerificationLevel.Full,
                Names = new byte[32],
                Files = 1,
                Bytes = 1,
                Corrupt =
                [
                    new CorruptFile
                    {
                        Path = new EntryPath(stream, hour, "a"u8),
                        Range = hour.Range,
                        Kind = SegmentKind.Full,
                        IsSelected = true,
                        Causes = [new CorruptCause { Cause = CorruptCauseKind.Empty }],
                    },
                ],
            });
            Console.WriteLine(hour.SinceEpoch);
        }
    }

    /// <summary>Starts it, and kills it once it has said so often enough that an hour is remembered.</summary>
    /// <returns>How often it has said so.</returns>
    internal static async Task<int> RunAsync(LedgerRoom room, int hours)
    {
        // Whatever runs this test is there.
        var start = new ProcessStartInfo
        {
            FileName = "dotnet",
            ArgumentList = { typeof(DyingVerification).Assembly.Location, Word, room.Archive.Root, room.Ledger },
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var told = 0;
        while (told < hours && await process.StandardOutput.ReadLineAsync() is not null) told++;
        process.Kill();
        while (await process.StandardOutput.ReadLineAsync() is not null) told++;
        await process.WaitForExitAsync();
        return told;
    }
}
