using NUnit.Framework;

namespace SegmentPipeline.Testing;

/// <summary>The seeds that archives are made up from, each a test case of its own. <c>dotnet test --
/// TestRunParameters.Parameter(name="firstSeed", value="100000")</c> goes for other archives than the usual.</summary>
internal static class Seeds
{
    private static readonly int First = TestContext.Parameters.Get("firstSeed", 1);

    /// <summary>So many seeds in a row.</summary>
    internal static IEnumerable<int> InARow(int count) => Enumerable.Range(First, count);
}
