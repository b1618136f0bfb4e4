using SegmentPipeline.Verification.Tests.Streams;

namespace SegmentPipeline.Verification.Tests.Judging;

/// <summary>Each cause planted in a clean stream, alone and with each other one, is found where it was planted.</summary>
internal sealed class PlantedFaultTests
{
    private const decimal Seconds = 4;

    private static readonly List<byte[]> Clean = MadeStream.Packets(new StreamPlan { Pictures = 100 });

    private static IEnumerable<PlantedFault> Faults
    {
        get
        {
            foreach (var place in Enum.GetValues<Place>())
            {
                yield return PlantedFault.Error(Clean, place);
                yield return PlantedFault.Continuity(Clean, place);
                yield return PlantedFault.Sync(Clean, place);
                yield return PlantedFault.Clock(Clean, place, 180_000);
                yield return PlantedFault.Clock(Clean, place, -100_000);
            }

            yield return PlantedFault.Program(isOfPrograms: true);
            yield return PlantedFault.Program(isOfPrograms: false);
            yield return PlantedFault.Truncated(Clean);
            yield return PlantedFault.Zeros(Clean);
            yield return PlantedFault.Duration(20);
            yield return PlantedFault.Duration(-3.5m);
        }
    }

    private static IEnumerable<TestCaseData<PlantedFault, PlantedFault>> Pairs =>
        from first in Faults
        from second in Faults
        where first.Expected.Cause < second.Expected.Cause && !first.Packets.Intersect(second.Packets).Any()
        select new TestCaseData<PlantedFault, PlantedFault>(first, second);

    [TestCaseSource(nameof(Faults))]
    public void Fault_PlantedAlone_IsFoundInItsPlace(PlantedFault fault)
    {
        using var files = new JudgedFiles();
        var file = Plant(fault);

        var verdict = files.Judge(file, TestNames.For(file, Seconds + fault.NameSeconds));

        var found = verdict.Causes.Single(cause => cause.Cause == fault.Expected.Cause);
        if (fault.Expected.Cause != CorruptCauseKind.Duration) Assert.That(found, Is.EqualTo(fault.Expected));
        Assert.That(verdict.Origin, Is.EqualTo(CorruptOrigin.Before));
        Assert.That(verdict.Causes.Select(cause => cause.Cause).Except(ConsequencesOf(fault)), Is.EqualTo([fault.Expected.Cause]));
    }

    [TestCaseSource(nameof(Pairs))]
    public void Faults_PlantedTogether_AreBothFound(PlantedFault first, PlantedFault second)
    {
        using var files = new JudgedFiles();
        var file = Plant(first, second);

        var verdict = files.Judge(file, TestNames.For(MadeStream.Join(Clean), Seconds + first.NameSeconds + second.NameSeconds));

        foreach (var (fault, other) in new[] { (first, second), (second, first) })
        {
            var found = verdict.Causes.SingleOrDefault(cause => cause.Cause == fault.Expected.Cause);
            Assert.That(found, Is.Not.Null, $"{fault} is not found");
            if (HidesOther(other)) continue;
            var shift = other.Removed >= 0 && fault.Expected.Packet > other.Removed ? 1 : 0;
            Assert.That(found!.Packet, Is.EqualTo(fault.Expected.Packet - shift));
        }

        Assert.That(verdict.Causes[0].Cause, Is.EqualTo(Edits(first) || Edits(second) ? CorruptCauseKind.Hash : first.Expected.Cause));
    }

    /// <summary>What a fault brings with it.</summary>
    private static CorruptCauseKind[] ConsequencesOf(PlantedFault fault) => fault.Expected.Cause switch
    {
        CorruptCauseKind.Sync => [CorruptCauseKind.Continuity],
        CorruptCauseKind.Zeros => [CorruptCauseKind.Sync, CorruptCauseKind.Duration],
        CorruptCauseKind.Clock => [CorruptCauseKind.Duration],
        _ => [],
    };

    /// <summary>Whether packets are left out around a fault, so that another one there may come to light elsewhere.</summary>
    private static bool HidesOther(PlantedFault fault) => fault.Expected.Cause is CorruptCauseKind.Sync or CorruptCauseKind.Zeros;

    private static bool Edits(PlantedFault fault) => fault.Expected.Cause != CorruptCauseKind.Duration;

    private static byte[] Plant(params PlantedFault[] faults)
    {
        var packets = Clean.Select(packet => packet.ToArray()).ToList();
        foreach (var fault in faults.OrderBy(fault => fault.Removed)) fault.Plant(packets);
        var file = MadeStream.Join(packets);
        return faults.Aggregate(file, (content, fault) => fault.Cut(content));
    }
}
