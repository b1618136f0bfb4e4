namespace SegmentPipeline.Verification.Tests.Rolling;

/// <summary>What a run may still read if several limits are set.</summary>
internal sealed class RunBudgetTests
{
    [Test]
    public void File_ThatWasTaken_IsBegunThoughNoOtherIsTaken()
    {
        var budget = new RunBudget(new VerificationBudget { Files = 1, Time = TimeSpan.FromDays(1) }, TimeProvider.System);

        Assert.That((budget.TryTakeFile(1), budget.TryTakeFile(1)), Is.EqualTo((true, false)));
        Assert.That((budget.MayBegin(), budget.IsSpent), Is.EqualTo((true, true)));
    }
}
