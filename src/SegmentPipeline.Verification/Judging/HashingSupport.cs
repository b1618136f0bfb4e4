using System.Runtime.InteropServices;

namespace SegmentPipeline;

/// <summary>Whether hashes can be computed on this machine. .NET ends the process when it hashes without OpenSSL, so this is asked once,
/// before the work.</summary>
internal static class HashingSupport
{
    /// <summary>What .NET looks for, in its order.</summary>
    private static readonly string[] Libraries = ["libssl.so.3", "libssl.so.1.1", "libssl.so.1.0.2", "libssl.so.1.0.0", "libssl.so.10"];

    private static readonly Lazy<string?> Found = new(Find);

    /// <summary>What is missing and what to do, in one line; null if hashes can be computed.</summary>
    internal static string? Fault => Found.Value;

    private static string? Find()
    {
        if (!OperatingSystem.IsLinux()) return null;
        var version = Environment.GetEnvironmentVariable("CLR_OPENSSL_VERSION_OVERRIDE");
        string[] wanted = string.IsNullOrEmpty(version) ? Libraries : [$"libssl.so.{version}", .. Libraries];
        foreach (var name in wanted)
        {
            if (!NativeLibrary.TryLoad(name, out _)) continue;
            return null;
        }

        return "hashes cannot be computed: OpenSSL's libssl is not on this machine; install it (Debian and Ubuntu: libssl3; Fedora: "
            + "openssl-libs; Alpine: libssl3), or verify with --level edges";
    }
}
