using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Web;

/// <summary>What is done about the archives of a host beside auditing them.</summary>
internal sealed class ArchiveWorks(VerifySchedule verifying, ReplicaSchedule filling)
{
    /// <summary>Of one archive, as it is now.</summary>
    internal ArchiveWork Find(string name) =>
        new()
        {
            Name = name,
            Verification = verifying.Find(name),
            Filling = filling.FindFilling(name),
            Compared = filling.Find(name)?.Compared,
        };
}
