namespace SegmentPipeline.Tests.Library;

/// <summary>Counts the hours that come to a stage, acts at one of them, and notices work that goes on after the end.</summary>
internal sealed class StageWatch
{
    /// <summary>How many hours the archives of these tests have.</summary>
    internal const int Hours = 9;

    private static readonly string[] Stages = ["list", "parse", "select", "stitch", "report"];
    private static readonly int[] Positions = [0, Hours / 2, Hours - 1];
    private static readonly int[] Parallelisms = [1, 4];

    private readonly string _stage;
    private readonly int _at;
    private readonly Action _act;
    private int _seen = -1;
    private volatile bool _ended;
    private volatile bool _workedAfterEnd;

    /// <param name="stage">The stage to watch.</param>
    /// <param name="at">Which of its hours, from zero.</param>
    /// <param name="act">What to do there.</param>
    /// <param name="hoursOfMessage">How many hours a message holds; null leaves it to the audit.</param>
    internal StageWatch(string stage, int at, Action act, int? hoursOfMessage = null)
    {
        (_stage, _at, _act) = (stage, at, act);
        Hooks = new AuditHooks { Before = See, HoursOfMessage = hoursOfMessage };
    }

    /// <summary>Every stage, at the first, a middle and the last of the hours, with one worker and with several.</summary>
    internal static IEnumerable<object[]> Places =>
        from stage in Stages from at in Positions from parallelism in Parallelisms select new object[] { stage, at, parallelism };

    internal AuditHooks Hooks { get; }

    /// <summary>How many hours have come to the stage.</summary>
    internal int Seen => Volatile.Read(ref _seen) + 1;

    /// <summary>From now on no stage may work on anything. A whole other audit runs before the answer, so that what is left comes to
    /// light.</summary>
    internal async Task AssertNothingIsLeft(SegmentArchive archive)
    {
        _ended = true;
        await archive.AuditToReportAsync(new AuditRequest());
        Assert.That(_workedAfterEnd, Is.False, "a stage still worked after the audit had ended");
    }

    private void See(string stage, Hour? hour)
    {
        if (_ended) _workedAfterEnd = true;
        if (stage == _stage && hour is not null && Interlocked.Increment(ref _seen) == _at) _act();
    }
}
