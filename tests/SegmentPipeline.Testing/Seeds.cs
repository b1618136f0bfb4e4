using System.Globalization;
using NUnit.Framework;

namespace SegmentPipeline.Testing;

/// <summary>The seeds that archives are made up from, each a test case of its own. <c>dotnet test --
/// TestRunParameters.Parameter(name="firstSeed", value="100000")</c> goes for other archives than the usual.</summary>
internal static class Seeds
{
    private static readonly int First = TestContext.Parameters.Get("firstSeed", 1);

    /// <summary>So many suffice where the tests are run once for each change of the engine that they shall notice.</summary>
    private static readonly int Most = int.Parse(
        Environment.GetEnvironmentVariable("PIPELINE_MOST_SEEDS") ?? $"{int.MaxValue}",
        CultureInfo.InvariantCulture);

    /// <summary>So many seeds in a row.</summary>
    internal static IEnumerable<int> InARow(int count) => Enumerable.Range(First, Math.Min(count, Most));
}
