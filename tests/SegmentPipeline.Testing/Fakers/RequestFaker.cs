using Bogus;

namespace SegmentPipeline.Testing;

/// <summary>Requests that go for the odd places of an archive: windows that begin and end where segments do, give or take the
/// tolerance.</summary>
internal sealed class RequestFaker(Faker faker)
{
    private Randomizer Random => faker.Random;

    internal long Tolerance() => Random.WeightedRandom<long>(
        [AuditDefaults.ToleranceMicroseconds, 0, 1, 9_999, 10_001, 1_000_000, Timestamp.MicrosecondsPerHour, Random.Long(0, 3_000_000)],
        [0.6f, 0.08f, 0.04f, 0.04f, 0.04f, 0.06f, 0.04f, 0.1f]);

    /// <summary>A request, what it is done with, and the clock it is asked by.</summary>
    internal (AuditRequest Request, AuditContext Context, Timestamp Now) Request(long tolerance, List<long> moments)
    {
        Timestamp? start = Random.Bool(0.55f) ? Moment(moments, tolerance) : null;
        Timestamp? end = Random.Bool(0.55f) ? Moment(moments, tolerance) : null;
        if (start > end) (start, end) = (end, start);
        var settle = Random.ArrayElement([AuditDefaults.SettleMicroseconds, 0, 1, Random.Long(0, 7_200_000_000)]);
        var now = Random.Bool(0.75f) ? FixedTimeProvider.FarAfter.Now : Moment(moments, tolerance).AddMicroseconds(settle);
        var request = new AuditRequest
        {
            Start = start,
            End = end,
            Tolerance = TimeSpan.FromMicroseconds(tolerance),
            Settle = TimeSpan.FromMicroseconds(settle),
            Silence = Random.ArrayElement<long?>([
                AuditDefaults.SilenceMicroseconds,
                AuditDefaults.SilenceMicroseconds,
                0,
                1,
                null,
                Random.Long(0, 7_200_000_000),
            ])
                is { } silence
                ? TimeSpan.FromMicroseconds(silence)
                : null,
            FailOn = Random.Enum<FailOn>(),
            IncludeHours = Random.Bool(),
        };
        return (request, new AuditContext { Parallelism = Random.Int(1, 4) }, InYears(now));
    }

    /// <summary>Any range, also one that ends before it starts.</summary>
    internal TimeRange AnyRange(List<long> moments) =>
        TimeRange.Unordered(Moment(moments, AuditDefaults.ToleranceMicroseconds), Moment(moments, AuditDefaults.ToleranceMicroseconds));

    private Timestamp Moment(List<long> moments, long tolerance)
    {
        var near = moments.Count == 0 ? Timestamp.Parse("2026-03-28T23").UnixMicroseconds : Random.ListItem(moments);
        if (Random.Bool(0.1f))
            near = new Timestamp(near).Hour.End.UnixMicroseconds;
        return new Timestamp(
            near
                + Random.ArrayElement([
                    0,
                    0,
                    1,
                    -1,
                    tolerance,
                    -tolerance,
                    tolerance + 1,
                    -tolerance - 1,
                    Random.Long(-5_000_000, 5_000_000),
                    Random.Long(-7_200_000_000, 7_200_000_000),
                ]));
    }

    /// <summary>Clocks show the years 1 to 9999 only.</summary>
    private static Timestamp InYears(Timestamp moment) => Timestamp.Min(
        Timestamp.Max(moment, Timestamp.FromDateTimeOffset(DateTimeOffset.MinValue)),
        Timestamp.FromDateTimeOffset(DateTimeOffset.MaxValue));
}
