using SegmentPipeline.Hosting;

namespace SegmentPipeline.Scheduling;

/// <summary>The rules that the verifying of an archive can break.</summary>
internal static class VerifyRules
{
    /// <summary>Every rule that it breaks.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="path">What stands before its keys.</param>
    internal static IEnumerable<PipelineFault> FaultsOf(ScheduledArchive archive, string path)
    {
        if (archive.Verify is not { } verify) yield break;
        if (!OperatingSystem.IsLinux()) yield return new(path + "verify", "an archive can be verified on Linux only");
        if (verify.BytesPerSecond is <= 0) yield return new(path + "verify:rate", "nothing can be read at that rate");
        if (verify.Within is not { } within) yield break;
        if (within <= TimeSpan.Zero) yield return new(path + "verify:within", "nothing can be verified in no time");
        if (verify is { BytesPerSecond: null, Budget: { Bytes: null, Files: null } })
            yield return new(
                path + "verify:within",
                "whether all is verified in time cannot be told without a rate, or a budget in bytes or files");
    }
}
