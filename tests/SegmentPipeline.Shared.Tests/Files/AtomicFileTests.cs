using System.Diagnostics;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Shared.Tests.Files;

internal sealed class AtomicFileTests
{
    private string _directory = "";

    [SetUp]
    public void Make() => _directory = Directory.CreateTempSubdirectory("pipeline-files-").FullName;

    [TearDown]
    public void Delete() => Directory.Delete(_directory, recursive: true);

    [Test]
    public void File_BeforeItIsCommitted_IsTheOldOne()
    {
        var path = Write("report", "old");
        using (var file = AtomicFile.Open(path))
        {
            file.Stream.Write("new"u8);
            Assert.That(File.ReadAllText(path), Is.EqualTo("old"));
            file.Commit();
        }

        Assert.That(File.ReadAllText(path), Is.EqualTo("new"));
        Assert.That(Names(), Is.EqualTo(["report"]));
    }

    [Test]
    public void File_ThatIsNotCommitted_LeavesNothing()
    {
        using (var file = AtomicFile.Open(Path.Combine(_directory, "report"))) file.Stream.Write("new"u8);

        Assert.That(Names(), Is.Empty);
    }

    [TestCase(0x1A0)] // rw-r-----
    [TestCase(0x180)] // rw-------
    [TestCase(0x1FD)] // rwxrwxr-x
    public void File_ThatIsReplaced_KeepsItsMode(int mode)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("Windows has no modes; run the tests on Linux or macOS");
            return;
        }

        var path = Write("report", "old");
        File.SetUnixFileMode(path, (UnixFileMode)mode);

        Replace(path);

        Assert.That((int)File.GetUnixFileMode(path), Is.EqualTo(mode));
    }

    [Test]
    public async Task File_ThatIsReplacedByRoot_KeepsItsOwnerAndGroup()
    {
        RequiredRights.RequireRoot();
        var path = Write("report", "old");
        await ShellAsync($"chown 4711:4712 '{path}'");

        Replace(path);

        Assert.That(await ShellAsync($"stat -c %u:%g '{path}'"), Is.EqualTo("4711:4712"));
    }

    [Test]
    public async Task File_ThatIsMounted_IsWrittenInPlace()
    {
        RequiredRights.RequireRoot();
        RequiredTool.Mount.Require();
        var (host, path) = (Write("host", "old and longer than what comes"), Write("mounted here", ""));
        if (await ShellAsync($"mount --bind '{host}' '{path}' && echo mounted") != "mounted") RequiredRights.SkipWithoutMounts("a file");
        try
        {
            using (var file = AtomicFile.Open(path))
            {
                file.Stream.Write("new"u8);
                Assert.That(File.ReadAllText(host), Does.StartWith("old"));
                file.Commit();
            }

            Assert.That(File.ReadAllText(host), Is.EqualTo("new"));
            Assert.That(Names(), Is.EqualTo(["host", "mounted here"]));
        }
        finally
        {
            await ShellAsync($"umount '{path}'");
        }
    }

    [Test]
    public async Task File_OnAFullDisk_IsRefusedAtOnce()
    {
        RequiredRights.RequireRoot();
        RequiredTool.Mount.Require();
        if (await ShellAsync($"mount -t tmpfs -o size=64k none '{_directory}' && echo mounted") != "mounted")
            RequiredRights.SkipWithoutMounts("a small disk");
        try
        {
            await ShellAsync($"head -c 65536 /dev/zero > '{_directory}/all'");

            Assert.That(
                () => AtomicFile.Open(Path.Combine(_directory, "report")),
                Throws.InstanceOf<IOException>().With.Message.StartsWith("No space left on device"));
            Assert.That(Names(), Is.EqualTo(["all"]));
        }
        finally
        {
            await ShellAsync($"umount '{_directory}'");
        }
    }

    [Test]
    public void Directory_AtTheName_IsRefused() =>
        Assert.That(() => AtomicFile.Open(_directory), Throws.InstanceOf<IOException>().With.Message.EqualTo("it is a directory"));

    [TestCase(".pipeline-0123456789abcdef0123456789abcdef.tmp", ExpectedResult = false, TestName = "Leftover_OfThisVersion_IsRemoved")]
    [TestCase(".report.0123456789abcdef0123456789abcdef.tmp", ExpectedResult = false, TestName = "Leftover_OfAFormerVersion_IsRemoved")]
    [TestCase(".pipeline-0123456789abcdef0123456789abcde.tmp", ExpectedResult = true, TestName = "Leftover_WithADigitLess_Stays")]
    [TestCase(".pipeline-0123456789abcdef0123456789abcdeg.tmp", ExpectedResult = true, TestName = "Leftover_WithALetterInstead_Stays")]
    [TestCase(".other.0123456789abcdef0123456789abcdef.tmp", ExpectedResult = true, TestName = "Leftover_OfAnotherFile_Stays")]
    [TestCase("pipeline-0123456789abcdef0123456789abcdef.tmp", ExpectedResult = true, TestName = "File_ThatIsNotHidden_Stays")]
    public bool Leftover(string name)
    {
        var left = Write(name, "half");

        Replace(Path.Combine(_directory, "report"));

        return File.Exists(left);
    }

    [Test]
    public void TemporaryFile_ThatIsStillWritten_IsNotRemovedByAnother()
    {
        var path = Path.Combine(_directory, "report");
        using var first = AtomicFile.Open(path);
        first.Stream.Write("first"u8);

        Replace(path);
        first.Commit();

        Assert.That(File.ReadAllText(path), Is.EqualTo("first"));
    }

    [Test]
    public void Link_ThatIsCalledLikeALeftover_Stays()
    {
        var link = Path.Combine(_directory, ".pipeline-0123456789abcdef0123456789abcdef.tmp");
        File.CreateSymbolicLink(link, Write("precious", "mine"));

        Replace(Path.Combine(_directory, "report"));

        Assert.That(Names(), Is.EqualTo([Path.GetFileName(link), "precious", "report"]));
    }

    [TestCase("36 35 98:0 / /srv/report.ndjson rw,noatime - ext4 /dev/sda1 rw", "/srv/report.ndjson")]
    [TestCase(@"36 35 98:0 / /srv/a\040b\134c rw - ext4 /dev/sda1 rw", @"/srv/a b\c")]
    [TestCase("36 35 98:0", null)]
    public void MountPoint_InALineOfTheTable_IsRead(string line, string? path) => Assert.That(MountPoints.PathOf(line), Is.EqualTo(path));

    private static void Replace(string path)
    {
        using var file = AtomicFile.Open(path);
        file.Stream.Write("new"u8);
        file.Commit();
    }

    private static async Task<string> ShellAsync(string line)
    {
        var start = new ProcessStartInfo(RequiredTool.Bash.Require(), ["-c", line])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output.Trim();
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_directory, name);
        File.WriteAllText(path, text);
        return path;
    }

    private string[] Names() =>
        [.. Directory.EnumerateFileSystemEntries(_directory).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
