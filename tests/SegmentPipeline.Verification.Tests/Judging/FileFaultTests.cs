using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using SegmentPipeline.Testing;
using SegmentPipeline.Verification.Tests.Streams;

namespace SegmentPipeline.Verification.Tests.Judging;

/// <summary>Files that cannot be read, that change while they are read, or that are no files.</summary>
internal sealed partial class FileFaultTests
{
    private const string NoFile = "not a regular file";

    private JudgedFiles _files = null!;

    [SetUp]
    public void MakeFiles() => _files = new JudgedFiles(4_096);

    [TearDown]
    public void RemoveFiles() => _files.Dispose();

    [Test]
    public void Pipe_IsNeitherWaitedForNorRead([Values] VerificationLevel level)
    {
        var path = Path.Combine(_files.Directory, "pipe");
        Assert.That(MakePipe(path, 0b110_000_000), Is.Zero);

        AssertUnreadable(_files.JudgePath(path, null, level), NoFile);
    }

    [Test]
    public void Socket_IsNotRead([Values] VerificationLevel level)
    {
        var path = Path.Combine(_files.Directory, "socket");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));

        AssertUnreadable(_files.JudgePath(path, null, level), NoFile);
    }

    [TestCase("/dev/zero")]
    [TestCase("/dev/null")]
    [TestCase("/")]
    public void LinkToNoFile_IsNotRead(string target)
    {
        var path = Path.Combine(_files.Directory, "link");
        File.CreateSymbolicLink(path, target);

        AssertUnreadable(_files.JudgePath(path, null), NoFile);
    }

    [Test]
    public void LinkToAFile_IsFollowed()
    {
        var content = MadeStream.File(new StreamPlan());
        var link = Path.Combine(_files.Directory, "link");
        File.CreateSymbolicLink(link, _files.Write(content));

        Assert.That(_files.JudgePath(link, TestNames.For(content, 2)).Causes, Is.Empty);
    }

    [TestCase("nowhere", TestName = "{m}(nowhere)")]
    [TestCase("loop", TestName = "{m}(itself)")]
    public void LinkThatLeadsNowhere_IsOfAFileThatVanished(string target)
    {
        var link = Path.Combine(_files.Directory, "loop");
        File.CreateSymbolicLink(link, Path.Combine(_files.Directory, target));

        foreach (var level in Enum.GetValues<VerificationLevel>())
            Assert.That(_files.JudgePath(link, null, level).Outcome, Is.EqualTo(ReadingOutcome.Vanished), $"{level}");
    }

    [TestCase(nameof(FuseQuestion.LookUp), 5, "Input/output error")]
    [TestCase(nameof(FuseQuestion.OpenFile), 13, "Permission denied")]
    [TestCase(nameof(FuseQuestion.ReadFile), 5, "Input/output error")]
    public void File_ThatTheDiskDoesNotGive_IsUnreadable(string question, int error, string fault)
    {
        var real = Directory.CreateDirectory(Path.Combine(_files.Directory, "real")).FullName;
        var mounted = Directory.CreateDirectory(Path.Combine(_files.Directory, "mounted")).FullName;
        File.WriteAllBytes(Path.Combine(real, "file"), MadeStream.File(new StreamPlan()));
        using var disk = FuseDisk.Mount(real, mounted);
        disk.Fault = (asked, path) => $"{asked}" == question && path.EndsWith("file", StringComparison.Ordinal) ? error : 0;

        AssertUnreadable(_files.JudgePath(Path.Combine(mounted, "file"), null), fault);
    }

    [Test]
    public void File_ThatShrinksWhileItIsRead_IsJudgedByWhatWasRead()
    {
        var content = MadeStream.File(new StreamPlan());
        var path = _files.Write(content);
        var left = content.Length / 2 / 188 * 188 + 50;
        var reads = 0;

        var verdict = Judge(path, TestNames.For(content, 2), _ =>
        {
            if (reads++ == 2) Resize(path, left);
        });

        Assert.That(verdict.Outcome, Is.EqualTo(ReadingOutcome.Judged));
        Assert.That((verdict.SizeBytes, verdict.BytesRead), Is.EqualTo((content.LongLength, (long)left)));
        Assert.That(verdict.Causes.Select(cause => cause.Cause),
            Is.EqualTo([CorruptCauseKind.Hash, CorruptCauseKind.Truncated, CorruptCauseKind.Duration]));
        Assert.That(verdict.Origin, Is.EqualTo(CorruptOrigin.Disk));
    }

    [Test]
    public void File_ThatGrowsWhileItIsRead_IsJudgedAsItWasWhenItWasOpened()
    {
        var content = MadeStream.File(new StreamPlan());
        var path = _files.Write(content);

        var verdict = Judge(path, TestNames.For(content, 2), _ => Resize(path, new FileInfo(path).Length + 1_000));

        Assert.That((verdict.BytesRead, verdict.Causes.Count), Is.EqualTo((content.LongLength, 0)));
    }

    [Test]
    public void CancelledReading_LeavesNothingBehind()
    {
        var content = MadeStream.File(new StreamPlan());
        using var judge = new FileJudge(4_096);
        using var cancellation = new CancellationTokenSource();
        var path = Encoding.UTF8.GetBytes(_files.Write(content));
        var name = TestNames.For(content, 2);
        var reads = 0;

        Assert.That(
            () => judge.Judge(path, name, VerificationLevel.Full, _ =>
            {
                if (reads++ == 3) cancellation.Cancel();
            }, cancellation.Token),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(judge.Judge(path, name, VerificationLevel.Full, null, CancellationToken.None).Causes, Is.Empty);
    }

    [Test]
    public void Reader_IsToldOfEachByteBeforehand([Values(VerificationLevel.Edges, VerificationLevel.Full)] VerificationLevel level)
    {
        var content = MadeStream.File(new StreamPlan { Pictures = 400 });
        var told = 0L;

        var verdict = Judge(_files.Write(content), null, bytes => told += bytes, level);

        Assert.That(told, Is.EqualTo(verdict.BytesRead));
        Assert.That(verdict.BytesRead, Is.EqualTo(level == VerificationLevel.Full ? content.LongLength : 2 * 64 * 1024));
    }

    [Test]
    public void FileOfManyGigabytes_TakesNoMemory([Values(VerificationLevel.Edges, VerificationLevel.Full)] VerificationLevel level)
    {
        const long gigabytes = 3L << 30;
        var path = _files.Write(MadeStream.File(new StreamPlan()));
        Resize(path, level == VerificationLevel.Edges ? 20L << 30 : gigabytes);
        using var judge = new FileJudge();
        var utf8 = Encoding.UTF8.GetBytes(path);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var verdict = judge.Judge(utf8, null, level, null, CancellationToken.None);

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(64 * 1024));
        Assert.That(verdict.Causes.Select(cause => cause.Cause), Does.Contain(CorruptCauseKind.Zeros));
    }

    [Test]
    public void FlippedBit_Anywhere_ChangesTheHash()
    {
        var content = MadeStream.File(new StreamPlan { Pictures = 10 });
        var name = TestNames.For(content, 0.4m);
        var random = new Random(1);
        foreach (var place in Enumerable.Range(0, 300).Select(_ => random.Next(content.Length)).Append(0).Append(content.Length - 1))
        {
            content[place] ^= 1;
            Assert.That(_files.Judge(content, name).Causes[0].Cause, Is.EqualTo(CorruptCauseKind.Hash), $"byte {place}");
            content[place] ^= 1;
        }
    }

    [Test]
    public void RandomBytes_NeverThrow()
    {
        var random = new Random(1);
        for (var number = 0; number < 1_000; number++)
        {
            var bytes = new byte[random.Next(20_000)];
            random.NextBytes(bytes);
            for (var place = random.Next(204); place < bytes.Length; place += 188) bytes[place] = 0x47;
            foreach (var level in Enum.GetValues<VerificationLevel>())
                Assert.That(_files.Judge(bytes, null, level).Outcome, Is.EqualTo(ReadingOutcome.Judged));
        }
    }

    private static FileVerdict Judge(
        string path, SegmentName? name, Action<int> beforeRead, VerificationLevel level = VerificationLevel.Full)
    {
        using var judge = new FileJudge(4_096);
        return judge.Judge(Encoding.UTF8.GetBytes(path), name, level, beforeRead, CancellationToken.None);
    }

    private static void Resize(string path, long bytes)
    {
        using var file = File.OpenWrite(path);
        file.SetLength(bytes);
    }

    private static void AssertUnreadable(FileVerdict verdict, string fault) =>
        Assert.That((verdict.Outcome, verdict.Fault, verdict.Causes.Count), Is.EqualTo((ReadingOutcome.Unreadable, fault, 0)));

    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakePipe(string path, uint mode);
}
