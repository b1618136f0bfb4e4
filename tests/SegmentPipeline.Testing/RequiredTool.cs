using NUnit.Framework;

namespace SegmentPipeline.Testing;

/// <summary>A program that some tests call and that not every machine has. Where it is absent the test is skipped, and says what brings it:
/// a machine that lacks a program is no defect of the project.</summary>
/// <param name="Name">What it is called by, found on <c>PATH</c>.</param>
/// <param name="Package">The package of Debian that has it.</param>
internal sealed record RequiredTool(string Name, string Package)
{
    internal static readonly RequiredTool Bash = new("bash", "bash");
    internal static readonly RequiredTool Chromium = new("chromium", "chromium");
    internal static readonly RequiredTool Env = new("env", "coreutils");
    internal static readonly RequiredTool Faketime = new("faketime", "faketime");
    internal static readonly RequiredTool Ffmpeg = new("ffmpeg", "ffmpeg");
    internal static readonly RequiredTool Ffprobe = new("ffprobe", "ffmpeg");
    internal static readonly RequiredTool Firefox = new("firefox-esr", "firefox-esr");
    internal static readonly RequiredTool Fish = new("fish", "fish");
    internal static readonly RequiredTool Ip = new("ip", "iproute2");
    internal static readonly RequiredTool Man = new("man", "man-db");
    internal static readonly RequiredTool Mkfs = new("mkfs.ext4", "e2fsprogs");
    internal static readonly RequiredTool Mount = new("mount", "mount");
    internal static readonly RequiredTool Node = new("node", "nodejs");
    internal static readonly RequiredTool Openssl = new("openssl", "openssl");
    internal static readonly RequiredTool PgCtlCluster = new("pg_ctlcluster", "postgresql");
    internal static readonly RequiredTool Promtool = new("promtool", "prometheus");
    internal static readonly RequiredTool Python = new("python3", "python3");
    internal static readonly RequiredTool Setpriv = new("setpriv", "util-linux");
    internal static readonly RequiredTool Strace = new("strace", "strace");
    internal static readonly RequiredTool Timeout = new("timeout", "coreutils");
    internal static readonly RequiredTool Zsh = new("zsh", "zsh");

    /// <summary>All that any test calls; <c>build/tools.sh</c> installs each of them.</summary>
    internal static IReadOnlyList<RequiredTool> All { get; } =
    [
        Bash, Chromium, Env, Faketime, Ffmpeg, Ffprobe, Firefox, Fish, Ip, Man, Mkfs, Mount, Node, Openssl, PgCtlCluster, Promtool, Python,
        Setpriv, Strace, Timeout, Zsh,
    ];

    /// <summary>Why a test is skipped without it, and what to do.</summary>
    internal string Absence => $"{Name} is not installed; ./build.sh test installs it where it may, and Debian's package {Package} has it";

    /// <summary>Skips the test, or all tests of the fixture that is being set up, if it is absent.</summary>
    /// <returns>Its file.</returns>
    internal string Require() => RequireIn(Environment.GetEnvironmentVariable("PATH"));

    /// <summary>The same with a search path of one's own.</summary>
    internal string RequireIn(string? searchPath)
    {
        var file = (searchPath ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(directory => Path.Combine(directory, Name)).FirstOrDefault(File.Exists);
        if (file is null) Assert.Ignore(Absence);
        return file!;
    }
}
