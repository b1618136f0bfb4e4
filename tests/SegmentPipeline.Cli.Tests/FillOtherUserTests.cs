using System.Runtime.Versioning;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests;

/// <summary><c>pipeline fill</c> by a user who may not write, or not read: one clear line, and nothing is changed.</summary>
[Category("Process")]
[Platform("Linux")]
[SupportedOSPlatform("linux")]
internal sealed class FillOtherUserTests
{
    private const string Hour = "c/q/2026-03-28T10";
    private const string Segment = "00:00-2.0-full-47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU.ts";
    private const string Other = "00:02-2.0-full-47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU.ts";
    private const string AsNobody = "setpriv --reuid=65534 --regid=65534 --clear-groups";
    private const string Fill = "$PIPELINE fill here --replica good=good --quiet --format ndjson";

    private string _directory = "";

    [SetUp]
    public async Task LayOutAsync()
    {
        RequiredRights.RequireRoot();
        RequiredTool.Setpriv.Require();
        _directory = Directory.CreateTempSubdirectory("pipeline-fill-nobody-").FullName;
        File.SetUnixFileMode(_directory, (UnixFileMode)0x1ED); // rwxr-xr-x
        foreach (var path in (string[])[$"here/{Hour}/{Segment}", $"good/{Hour}/{Segment}", $"good/{Hour}/{Other}"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_directory, path))!);
            await File.WriteAllBytesAsync(Path.Combine(_directory, path), []);
        }

        var outcome = await BuiltCommand.ShellAsync(_directory, $"{AsNobody} $PIPELINE --version");
        if (outcome.ExitCode != 0)
            Assert.Ignore("other users may not run the command where it lies; check the project out where everyone may read");
    }

    [TearDown]
    public void Delete()
    {
        if (_directory.Length > 0) Directory.Delete(_directory, recursive: true);
    }

    [TestCase("")]
    [TestCase("chown 65534 here")]
    [TestCase("chown 65534 here here/c")]
    public async Task Fill_WhereTheUserMayNotWrite_SaysSoAndChangesNothing(string before)
    {
        var filled = await BuiltCommand.ShellAsync(_directory, $"{before}\n{AsNobody} {Fill}");

        Assert.That(filled.ExitCode, Is.EqualTo(ExitCode.Failure), filled.Output + filled.Error);
        Assert.That(filled.Error.TrimEnd().Split('\n'), Has.Length.EqualTo(1));
        Assert.That(filled.Error, Does.StartWith("pipeline: cannot write into ").And.Contain("ermission denied"));
        Assert.That(Directory.GetFiles(Path.Combine(_directory, "here"), "*", SearchOption.AllDirectories), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Fill_WhereTheUserMayWriteIntoTheHour_IsDone()
    {
        var filled = await BuiltCommand.ShellAsync(_directory, $"chown -R 65534 here\n{AsNobody} {Fill} --fail-on none");

        Assert.That(filled.ExitCode, Is.EqualTo(ExitCode.Success), filled.Output + filled.Error);
        Assert.That(File.Exists(Path.Combine(_directory, "here", Hour, Other)), Is.True);
    }

    [Test]
    public async Task Fill_FromACopyWhoseHourTheUserMayNotRead_IsIncomplete()
    {
        var filled = await BuiltCommand.ShellAsync(_directory, $"chown -R 65534 here; chmod 700 good/{Hour}\n{AsNobody} {Fill} --fail-on none");

        Assert.That(filled.ExitCode, Is.EqualTo(ExitCode.Incomplete), filled.Output + filled.Error);
        Assert.That(File.Exists(Path.Combine(_directory, "here", Hour, Other)), Is.False);
    }
}
