namespace SegmentPipeline.Fleet.Tests;

/// <summary>What can come instead of an answer.</summary>
internal sealed class NodeFaultsTests
{
    private static IEnumerable<TestCaseData> Faults =>
    [
        new TestCaseData(new TimeoutException(), "does not answer").SetArgDisplayNames("no answer in time"),
        new TestCaseData(new OperationCanceledException("Message expired before placement could complete"), "does not answer")
            .SetArgDisplayNames("no silo found in time"),
        new TestCaseData(new NodeAbsentException("n1"), "is not there").SetArgDisplayNames("absent"),
        new TestCaseData(new InvalidOperationException(), null).SetArgDisplayNames("a defect"),
    ];

    [TestCaseSource(nameof(Faults))]
    public void Fault_OfASilo_IsOneThatPasses(Exception fault, string? cause)
    {
        Assert.That(NodeFaults.CauseOf(fault), Is.EqualTo(cause));
        Assert.That((NodeFaults.IsOfASilo(fault), NodeFaults.IsPassing(fault)), Is.EqualTo((cause is not null, cause is not null)));
    }
}
