using System.Security.Cryptography;
using System.Text;

namespace SegmentPipeline.Verification.Tests.Judging;

internal sealed class FileJudgeTests
{
    private static readonly byte[] Content = [.. Enumerable.Repeat((byte)0x47, 188 * 20)];

    private string _directory = "";

    [SetUp]
    public void MakeDirectory() => _directory = Directory.CreateTempSubdirectory("verification").FullName;

    [TearDown]
    public void RemoveDirectory() => Directory.Delete(_directory, recursive: true);

    [Test]
    public void File_OfAnotherContent_HasBothHashes()
    {
        var name = NameOf("other content"u8);
        var verdict = Judge(Write(Content), name, VerificationLevel.Full);

        Assert.That(verdict.Causes[0], Is.EqualTo(new CorruptCause
        {
            Cause = CorruptCauseKind.Hash,
            Expected = Encoding.ASCII.GetString(name.HashUtf8),
            Actual = Encoding.ASCII.GetString(NameOf(Content).HashUtf8),
        }));
        Assert.That(verdict.BytesRead, Is.EqualTo(Content.Length));
    }

    [Test]
    public void File_ThatIsNotThere_Vanished() =>
        Assert.That(Judge(Path.Combine(_directory, "none"), null, VerificationLevel.Full).Outcome, Is.EqualTo(ReadingOutcome.Vanished));

    [Test]
    public void Directory_IsUnreadable([Values] VerificationLevel level)
    {
        var verdict = Judge(_directory, null, level);

        Assert.That((verdict.Outcome, verdict.Fault), Is.EqualTo((ReadingOutcome.Unreadable, "not a regular file")));
    }

    private static FileVerdict Judge(string path, SegmentName? name, VerificationLevel level)
    {
        using var judge = new FileJudge();
        return judge.Judge(Encoding.UTF8.GetBytes(path), name, level, null, CancellationToken.None);
    }

    private static SegmentName NameOf(ReadOnlySpan<byte> content)
    {
        var hash = Convert.ToBase64String(SHA256.HashData(content)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        Assert.That(SegmentName.TryParse(Encoding.ASCII.GetBytes($"10:00.0-2.0-full-{hash}.ts"), out var name), Is.True);
        return name;
    }

    private string Write(byte[] content)
    {
        var path = Path.Combine(_directory, "file");
        File.WriteAllBytes(path, content);
        return path;
    }
}
