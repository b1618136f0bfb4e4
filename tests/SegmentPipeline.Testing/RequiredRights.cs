using NUnit.Framework;

namespace SegmentPipeline.Testing;

/// <summary>What some tests may do only as root, and not in every container. Where they may not, they are skipped, and say what to
/// do.</summary>
internal static class RequiredRights
{
    /// <summary>Skips the test unless it is run by root, on Linux.</summary>
    internal static void RequireRoot()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
            Assert.Ignore("only root on Linux may do that; run the tests as root");
    }

    /// <summary>Skips the test, since something could not be mounted.</summary>
    internal static void SkipWithoutMounts(string what) =>
        Assert.Ignore($"{what} cannot be mounted here; run the tests as root, outside of a container that forbids mounts");
}
