using SegmentPipeline.Testing;
using SegmentPipeline.Verification.Tests.Naive;

namespace SegmentPipeline.Verification.Tests.Judging;

/// <summary>Content from which a fuzzer starts, and what it has found to be worth keeping.</summary>
internal sealed class CorpusTests
{
    private static IEnumerable<string> Corpus =>
        Directory.GetFiles(ProjectFiles.PathOf("tests/SegmentPipeline.Fuzzing/Corpus")).Select(Path.GetFileName).Order(StringComparer.Ordinal)!;

    [Test]
    public void Corpus_IsThere() => Assert.That(Corpus.Count(), Is.GreaterThanOrEqualTo(9));

    [TestCaseSource(nameof(Corpus))]
    public void Content_OfTheCorpus_IsJudgedAsInTheObviousWay(string file)
    {
        var content = File.ReadAllBytes(Path.Combine(ProjectFiles.PathOf("tests/SegmentPipeline.Fuzzing/Corpus"), file));
        using var files = new JudgedFiles();
        foreach (var name in (SegmentName?[])[null, TestNames.For(content, 0.5m), TestNames.For(content, 0.5m, "partial")])
        {
            var verdict = files.Judge(content, name);

            var naive = new NaiveJudge(content, name);
            Assert.That((verdict.Causes, verdict.Origin), Is.EqualTo((naive.Causes, naive.Origin)));
            Assert.That((verdict.Clock?.FirstPts, verdict.Clock?.EndPts), Is.EqualTo((naive.Clock?.First, naive.Clock?.End)));
        }
    }
}
