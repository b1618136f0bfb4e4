using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Verification.Tests.Graph;

/// <summary>Files on disks that do not do what one expects of them: no crash, and the right figure.</summary>
internal sealed class RealFileTests
{
    private const string Hour = "2026-03-28T10";

    private ArchiveBuilder _disk = new();

    [SetUp]
    public void Begin() => _disk = new ArchiveBuilder();

    [TearDown]
    public void End() => _disk.Dispose();

    [Test]
    public async Task Verification_OfFilesOnDisk_HashesThem([Values(1, 2, 8)] int parallelism)
    {
        for (var i = 0; i < 50; i++) Write(i, isRight: i % 10 != 3);
        var records = await VerifyAsync(new() { FailOn = VerificationFailOn.None }, parallelism);
        var wrong = records.OfType<CorruptRecord>().Where(record => record.File.Causes.Any(cause => cause.Cause == CorruptCauseKind.Hash));
        Assert.Multiple(() =>
        {
            Assert.That(wrong.Select(record => record.File.Range.Start.UnixMicroseconds / 2_000_000 % 30), Is.EqualTo([3, 13, 23, 3, 13]));
            Assert.That(records.OfType<CorruptRecord>().Count(), Is.EqualTo(SummaryOf(records).Corrupt));
        });
    }

    [Test]
    public async Task Verification_OfPipesAndDirectoriesNamedLikeSegments_LeavesThemAlone()
    {
        Write(0);
        Directory.CreateDirectory(_disk.PathOf("c", "q", Hour, JudgedArchive.NameAt(1)));
        using (var made = System.Diagnostics.Process.Start("mkfifo", [_disk.PathOf("c", "q", Hour, JudgedArchive.NameAt(2))]))
            await made.WaitForExitAsync();
        var end = SummaryOf(await VerifyAsync(new() { FailOn = VerificationFailOn.None }).Soon());
        Assert.That((end.Files, end.Checked), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task Verification_OfAFileThatBecomesAPipe_DoesNotWaitForIt()
    {
        for (var i = 0; i < 3; i++) Write(i);
        var hooks = new VerificationHooks { BeforeFile = segment => ReplaceByPipe(segment, number: 1) };
        var records = await VerifyAsync(new() { FailOn = VerificationFailOn.None }, hooks: hooks).Soon();
        Assert.That(SummaryOf(records).Unreadable, Is.EqualTo(1));
        Assert.That(records.OfType<UnreadableFileRecord>().Single().Cause, Does.Contain("not a regular file"));
    }

    [Test]
    public async Task Verification_OfFilesThatVanish_TellsOfThem()
    {
        for (var i = 0; i < 10; i++) Write(i);
        var hooks = new VerificationHooks
        {
            BeforeFile = segment =>
            {
                if (segment.Start.UnixMicroseconds / 2_000_000 % 2 == 1) File.Delete(segment.FullPath);
            },
        };
        var end = SummaryOf(await VerifyAsync(new() { FailOn = VerificationFailOn.None }, 4, hooks));
        Assert.That((end.Files, end.Checked, end.Vanished, end.Unreadable), Is.EqualTo((10, 5, 5, 0)));
    }

    [Test]
    public async Task Verification_OfADiskThatFails_TellsWhatCouldNotBeRead(
        [Values(FuseQuestion.OpenFile, FuseQuestion.ReadFile)] FuseQuestion question, [Values(5, 13)] int error)
    {
        RequiredRights.RequireRoot();
        for (var i = 0; i < 6; i++) Write(i);
        var mounted = Directory.CreateTempSubdirectory("verified-disk-").FullName;
        using (var disk = FuseDisk.Mount(_disk.Root, mounted))
        {
            disk.Fault = (asked, path) => asked == question && path.Contains("00:04-", StringComparison.Ordinal) ? error : 0;
            await using var archive = SegmentArchive.Open(mounted);
            var records = await archive.VerifyAsync(new() { FailOn = VerificationFailOn.None }).ToListAsync();
            var unreadable = records.OfType<UnreadableFileRecord>().Single();
            Assert.Multiple(() =>
            {
                Assert.That(unreadable.Path.ToString(), Does.Contain("00:04-"));
                Assert.That(unreadable.Cause, Is.EqualTo(error == 5 ? "Input/output error" : "Permission denied"));
                Assert.That((SummaryOf(records).Checked, SummaryOf(records).Outcome), Is.EqualTo((5, AuditOutcome.Incomplete)));
            });
        }

        Directory.Delete(mounted);
    }

    [Test]
    public async Task Verification_OfADirectoryOfAHundredThousandFiles_CountsThem([Values(1, 4)] int parallelism)
    {
        const int files = 100_000;
        var directory = _disk.PathOf("c", "q", Hour);
        Directory.CreateDirectory(directory);
        for (var i = 0; i < files; i++)
        {
            var start = i * 36_000L;
            var name = SegmentNames.At(start, 36_000, SegmentKind.Full, i);
            File.Create(Path.Combine(directory, name)).Dispose();
        }

        var end = SummaryOf(await VerifyAsync(new() { Level = VerificationLevel.Sizes, FailOn = VerificationFailOn.None }, parallelism));
        Assert.That((end.Files, end.Corrupt, end.Right), Is.EqualTo((files, files, 0)));
    }

    [Test]
    public async Task Files_NamedOneByOne_AreJudgedAnywhere()
    {
        var path = Write(0, isRight: false);
        var other = Path.Combine(_disk.Root, "notes.txt");
        await File.WriteAllTextAsync(other, "not a video");
        var records = await FileVerification.VerifyAsync([path, other, Path.Combine(_disk.Root, "none.ts"), _disk.Root]).ToListAsync();
        Assert.Multiple(() =>
        {
            Assert.That(records.Select(record => record.State), Is.EqualTo(
                [SingleFileState.Corrupt, SingleFileState.Corrupt, SingleFileState.Vanished, SingleFileState.Unreadable]));
            Assert.That(records[0].Causes[0].Cause, Is.EqualTo(CorruptCauseKind.Hash));
            Assert.That(records[1].Causes.Select(cause => cause.Cause), Does.Not.Contain(CorruptCauseKind.Hash));
        });
    }

    private static VerificationSummaryRecord SummaryOf(IReadOnlyList<VerificationRecord> records) => (VerificationSummaryRecord)records[^1];

    private static void ReplaceByPipe(Segment segment, int number)
    {
        if (segment.Start.UnixMicroseconds / 2_000_000 % 30 != number) return;
        File.Delete(segment.FullPath);
        using var made = System.Diagnostics.Process.Start("mkfifo", [segment.FullPath]);
        made.WaitForExit();
    }

    /// <summary>Writes a file of two seconds whose name has the hash of its content, or of something else.</summary>
    private string Write(int number, bool isRight = true)
    {
        var content = Encoding.UTF8.GetBytes($"content of {number}");
        var hash = Base64Url.EncodeToString(SHA256.HashData(isRight ? content : [.. content, 1]));
        var directory = _disk.PathOf("c", "q", Hour);
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, $"{number / 30:00}:{number % 30 * 2:00}-2.0-full-{hash}.ts");
        File.WriteAllBytes(path, content);
        return path;
    }

    private async Task<List<VerificationRecord>> VerifyAsync(
        VerificationRequest request, int parallelism = 1, VerificationHooks? hooks = null)
    {
        await using var archive = SegmentArchive.Open(_disk.Root);
        return await archive.VerifyAsync(request, new() { Parallelism = parallelism, Hooks = hooks }).ToListAsync();
    }
}
