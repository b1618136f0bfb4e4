using System.Text;

namespace SegmentPipeline.Verification.Tests.Judging;

/// <summary>A judge, and a place where the files lie that it judges.</summary>
internal sealed class JudgedFiles : IDisposable
{
    private readonly FileJudge _judge;

    internal JudgedFiles(int? bufferBytes = null) => _judge = bufferBytes is { } bytes ? new FileJudge(bytes) : new FileJudge();

    internal string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("verification").FullName;

    internal string Write(byte[] content, string name = "file")
    {
        var path = Path.Combine(Directory, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    internal FileVerdict Judge(byte[] content, SegmentName? name, VerificationLevel level = VerificationLevel.Full) =>
        JudgePath(Write(content), name, level);

    internal FileVerdict JudgePath(string path, SegmentName? name, VerificationLevel level = VerificationLevel.Full) =>
        _judge.Judge(Encoding.UTF8.GetBytes(path), name, level, null, CancellationToken.None);

    public void Dispose()
    {
        _judge.Dispose();
        System.IO.Directory.Delete(Directory, recursive: true);
    }
}
