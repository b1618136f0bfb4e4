namespace SegmentPipeline.Ledger.Tests;

/// <summary>Ninety hours of which the fifth and the seventh are verified now and then.</summary>
internal abstract class VerifiedHours : NinetyHours
{
    protected static readonly StreamId Stream = new("c", "q");

    /// <summary>Says that these files of their hours are corrupt, and no others of the hours of the fifth and the seventh.</summary>
    protected void Verify(params IReadOnlyList<CorruptFile> corrupt)
    {
        using var contents = AuditLedger.BeginVerification(Room.Ledger, Room.Archive.Root, VerificationLevel.Full, Room.Clock);
        foreach (var at in (int[])[5, 7])
        {
            var hour = new Hour(First.SinceEpoch + at);
            contents.Remember(Stream, hour, new VerifiedHour
            {
                VerifiedAt = Room.Now,
                Level = VerificationLevel.Full,
                Names = new byte[32],
                Files = 30,
                Bytes = 1,
                Corrupt = [.. corrupt.Where(file => file.Path.Hour == hour)],
            });
        }
    }

    /// <summary>A corrupt file of two seconds.</summary>
    /// <param name="at">The number of its hour.</param>
    /// <param name="second">Where in the hour it starts.</param>
    /// <param name="type">Its type, as its name has it.</param>
    protected static CorruptFile Corrupt(int at, int second, string type = "full")
    {
        var hour = new Hour(First.SinceEpoch + at);
        var start = hour.Start.AddMicroseconds(1_000_000L * second);
        return new CorruptFile
        {
            Path = new EntryPath(Stream, hour, System.Text.Encoding.UTF8.GetBytes(LedgerRoom.NameOf(second, type))),
            Range = new TimeRange(start, start.AddMicroseconds(2_000_000)),
            Kind = type == "full" ? SegmentKind.Full : SegmentKind.Suspect,
            IsSelected = type == "full",
            Causes = [new CorruptCause { Cause = CorruptCauseKind.Hash, Expected = "e", Actual = "a" }],
        };
    }
}
