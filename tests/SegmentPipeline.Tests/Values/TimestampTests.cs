namespace SegmentPipeline.Tests.Values;

internal sealed class TimestampTests
{
    [TestCase("1970-01-01T00:00:00Z", 0)]
    [TestCase("1970-01-01T00:00:00.000001Z", 1)]
    [TestCase("1969-12-31T23:59:59.999999Z", -1)]
    [TestCase("1970-01-01T00", 0)]
    [TestCase("1969-12-31T23", -3_600_000_000)]
    [TestCase("2026-03-28T22:00:02.01Z", 1_774_735_202_010_000)]
    [TestCase("2026-03-28T22:00:02.010000Z", 1_774_735_202_010_000)]
    [TestCase("2026-03-29T00:00:02.01+02:00", 1_774_735_202_010_000)]
    [TestCase("2026-03-28T16:30:02.01-05:30", 1_774_735_202_010_000)]
    [TestCase("2026-03-28t22:00:02.01z", 1_774_735_202_010_000)]
    [TestCase("2024-02-29T00:00:00Z", 1_709_164_800_000_000)]
    [TestCase("2000-02-29T23:59:59Z", 951_868_799_000_000)]
    [TestCase("0001-01-01T00:00:00Z", -62_135_596_800_000_000)]
    [TestCase("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999)]
    [TestCase("2026-03-28T22:00:02.0100000Z", 1_774_735_202_010_000)]
    public void Parse_TimeOfRfc3339_IsItsMicroseconds(string text, long microseconds) =>
        Assert.That(Timestamp.Parse(text).UnixMicroseconds, Is.EqualTo(microseconds));

    [TestCase("")]
    [TestCase("2026-03-2")]
    [TestCase("2026-03-28T")]
    [TestCase("2026-03-28T22:")]
    [TestCase("2026-03-28T22:0")]
    [TestCase("2026-03-28T22:00:")]
    [TestCase("2026-03-28T22:00 Z")]
    [TestCase("2026-03-28T22Z")]
    [TestCase("now")]
    [TestCase("-2h")]
    [TestCase("2026-03-28T2")]
    [TestCase("2026-03-28t22")]
    [TestCase("2026-03-28 22")]
    [TestCase("2026-03-28T24")]
    [TestCase("2026-03-28T22:60:00Z")]
    [TestCase("2026-03-28T22:00:60Z")]
    [TestCase("2026-03-28T22:00:02.Z")]
    [TestCase("2026-03-28T22:00:02.0000001Z")]
    [TestCase("2026-03-28T22:00:02,5Z")]
    [TestCase("2026-03-28T22:00:02+0200")]
    [TestCase("2026-03-28T22:00:02+24:00")]
    [TestCase("2026-03-28T22:00:02+02:60")]
    [TestCase("2026-02-29T00:00:00Z")]
    [TestCase("2100-02-29T00")]
    [TestCase("2026-13-01T00:00:00Z")]
    [TestCase("2026-00-01T00:00:00Z")]
    [TestCase("0000-01-01T00:00:00Z")]
    [TestCase(" 2026-03-28T22")]
    [TestCase("2026-03-28T22 ")]
    [TestCase("２026-03-28T22")]
    [TestCase(null)]
    public void TryParse_AnythingElse_IsRefused(string? text) => Assert.That(Timestamp.TryParse(text, out _), Is.False);

    [TestCase("2026-03-28", "2026-03-28T00:00:00.000000Z")]
    [TestCase("2026-03-28T22:05", "2026-03-28T22:05:00.000000Z")]
    [TestCase("2026-03-28T22:05Z", "2026-03-28T22:05:00.000000Z")]
    [TestCase("2026-03-28 22:05", "2026-03-28T22:05:00.000000Z")]
    [TestCase("2026-03-28T22:05+02:00", "2026-03-28T20:05:00.000000Z")]
    [TestCase("2026-03-28T22:05:01", "2026-03-28T22:05:01.000000Z")]
    [TestCase("2026-03-28 18:04:00.375131", "2026-03-28T18:04:00.375131Z")]
    [TestCase("2026-03-28 18:04:00 UTC", "2026-03-28T18:04:00.000000Z")]
    [TestCase("2026-03-28T18:04:00.3751310000", "2026-03-28T18:04:00.375131Z")]
    [TestCase("2026-03-28T23:59:59.999999", "2026-03-28T23:59:59.999999Z")]
    public void Parse_ShorterOrWithoutZone_IsInUtc(string text, string moment) =>
        Assert.That(Timestamp.Parse(text).ToString(), Is.EqualTo(moment));

    [TestCase("2026-03-28T22:00:60Z", "leap seconds")]
    [TestCase("2026-03-28T22:00:61Z", "seconds end with 59")]
    [TestCase("2026-03-28T22:60", "minutes end with 59")]
    [TestCase("2026-03-28T24:00:00Z", "hours end with 23")]
    [TestCase("2026-02-29", "no such day")]
    [TestCase("0000-01-01", "no such day")]
    [TestCase("2026-03-28T22:00:02.0000001Z", "finer than a microsecond")]
    [TestCase("0001-01-01T00:00:00+00:01", "outside the years")]
    [TestCase("tomorrow", "is not a time; write")]
    public void TryParse_NoTime_SaysWhy(string text, string reason)
    {
        Assert.That(Timestamp.TryParse(text, out _, out var fault), Is.False);
        Assert.That(fault, Does.StartWith($"'{text}' ").And.Contain(reason));
    }

    [Test]
    public void Parse_AnythingElse_SaysWhatToWrite() =>
        Assert.That(() => Timestamp.Parse("tomorrow"), Throws.TypeOf<FormatException>().With.Message.Contains("'tomorrow'"));

    [TestCase(0, "1970-01-01T00:00:00.000000Z")]
    [TestCase(-1, "1969-12-31T23:59:59.999999Z")]
    [TestCase(1_774_735_202_010_000, "2026-03-28T22:00:02.010000Z")]
    [TestCase(1_709_164_800_000_000, "2024-02-29T00:00:00.000000Z")]
    [TestCase(-62_135_596_800_000_000, "0001-01-01T00:00:00.000000Z")]
    [TestCase(253_402_300_799_999_999, "9999-12-31T23:59:59.999999Z")]
    [TestCase(253_402_300_799_999_999, "9999-12-31T23:59:59.999999Z")]
    [TestCase(253_402_300_800_000_000, "10000-01-01T00:00:00.000000Z")]
    [TestCase(-62_167_219_200_000_000, "0000-01-01T00:00:00.000000Z")]
    [TestCase(-62_167_219_200_000_001, "-0001-12-31T23:59:59.999999Z")]
    public void ToString_AnyMoment_HasSixFractionDigits(long microseconds, string text) =>
        Assert.That(new Timestamp(microseconds).ToString(), Is.EqualTo(text));

    [TestCase(0, "1970-01-01T00")]
    [TestCase(-1, "1969-12-31T23")]
    [TestCase(3_599_999_999, "1970-01-01T00")]
    [TestCase(3_600_000_000, "1970-01-01T01")]
    [TestCase(-3_600_000_000, "1969-12-31T23")]
    [TestCase(-3_600_000_001, "1969-12-31T22")]
    public void Hour_AtItsBorders_IsTheHourThatTheMomentLiesIn(long microseconds, string hour) =>
        Assert.That(new Timestamp(microseconds).Hour.ToString(), Is.EqualTo(hour));

    [TestCase(0, 0)]
    [TestCase(9, 0)]
    [TestCase(10, 1)]
    [TestCase(-1, -1)]
    [TestCase(-10, -1)]
    [TestCase(-11, -2)]
    public void FromDateTimeOffset_FinerThanAMicrosecond_RoundsDown(long ticks, long microseconds) =>
        Assert.That(Timestamp.FromDateTimeOffset(DateTimeOffset.UnixEpoch.AddTicks(ticks)).UnixMicroseconds, Is.EqualTo(microseconds));

    [Test]
    public void FromDateTimeOffset_AnyOffset_IsTheSameMoment()
    {
        var moment = new DateTimeOffset(2026, 3, 29, 0, 0, 2, TimeSpan.FromHours(2));

        Assert.That(Timestamp.FromDateTimeOffset(moment), Is.EqualTo(Timestamp.Parse("2026-03-28T22:00:02Z")));
    }

    [TestCase(0)]
    [TestCase(-62_135_596_800_000_000)]
    [TestCase(253_402_300_799_999_999)]
    public void ToDateTimeOffset_YearsOneToNineThousand_ComesBack(long microseconds) =>
        Assert.That(
            Timestamp.FromDateTimeOffset(new Timestamp(microseconds).ToDateTimeOffset()).UnixMicroseconds,
            Is.EqualTo(microseconds));

    [TestCase(-62_135_596_800_000_001)]
    [TestCase(253_402_300_800_000_000)]
    public void ToDateTimeOffset_OtherYears_AreRefused(long microseconds) =>
        Assert.That(() => new Timestamp(microseconds).ToDateTimeOffset(), Throws.TypeOf<ArgumentOutOfRangeException>());

    [Test]
    public void Operators_TwoMoments_OrderThem()
    {
        var (early, late) = (new Timestamp(-1), new Timestamp(1));

        Assert.That(early < late && late > early && early <= late && late >= early, Is.True);
        Assert.That(late < early || early > late || late <= early || early >= late, Is.False);
        Assert.That(early.CompareTo(late), Is.Negative);
        Assert.That(Timestamp.Min(late, early), Is.EqualTo(early));
        Assert.That(Timestamp.Max(early, late), Is.EqualTo(late));
        Assert.That(late.MicrosecondsSince(early), Is.EqualTo(2));
        Assert.That(early.AddMicroseconds(2), Is.EqualTo(late));
    }

    [Test]
    public void AddMicroseconds_BeyondAllTime_Overflows() =>
        Assert.That(() => new Timestamp(long.MaxValue).AddMicroseconds(1), Throws.TypeOf<OverflowException>());
}
