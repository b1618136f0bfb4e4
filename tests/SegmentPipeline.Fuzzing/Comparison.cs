using System.Security.Cryptography;
using System.Text;
using SegmentPipeline.Verification.Tests.Naive;

namespace SegmentPipeline.Fuzzing;

/// <summary>Judges content by the judge and in the obvious way.</summary>
internal sealed class Comparison
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"judged-{Environment.ProcessId}");

    /// <summary>The second has a buffer that ends within packets.</summary>
    private readonly FileJudge[] _judges = [new(), new(3_000)];

    /// <summary>Judges content, as a file without a name of a segment and as one with a right name.</summary>
    /// <exception cref="InvalidOperationException">They do not agree.</exception>
    internal void Judge(Stream stream)
    {
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        var content = bytes.ToArray();
        File.WriteAllBytes(_path, content);
        foreach (var name in (SegmentName?[])[null, NameOf(content, "full"), NameOf(content, "partial")])
        {
            var expected = new NaiveJudge(content, name);
            foreach (var judge in _judges) Compare(judge, name, expected);
        }
    }

    private void Compare(FileJudge judge, SegmentName? name, NaiveJudge expected)
    {
        var verdict = judge.Judge(Encoding.UTF8.GetBytes(_path), name, VerificationLevel.Full, null, CancellationToken.None);
        if (!verdict.Causes.SequenceEqual(expected.Causes) || verdict.Origin != expected.Origin)
            throw new InvalidOperationException($"{Text(verdict.Causes)}, and in the obvious way {Text(expected.Causes)}");
        if ((verdict.Clock?.FirstPts, verdict.Clock?.EndPts) != (expected.Clock?.First, expected.Clock?.End))
            throw new InvalidOperationException($"{verdict.Clock}, and in the obvious way {expected.Clock}");
    }

    private static string Text(IEnumerable<CorruptCause> causes) => $"[{string.Join("; ", causes)}]";

    private static SegmentName NameOf(byte[] content, string kind)
    {
        var hash = Convert.ToBase64String(SHA256.HashData(content)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        return SegmentName.TryParse(Encoding.ASCII.GetBytes($"10:00.0-0.5-{kind}-{hash}.ts"), out var name)
            ? name
            : throw new InvalidOperationException("no name of a segment");
    }
}
