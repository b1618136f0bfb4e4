using System.Globalization;
using System.Text;

namespace SegmentPipeline.Tests.Values;

internal sealed class TimestampArithmeticTests
{
    private static readonly Timestamp Moment = new(100);

    [TestCase(10, 101)]
    [TestCase(9, 100)]
    [TestCase(-1, 99)]
    [TestCase(-10, 99)]
    public void Plus_ADuration_RoundsTheSumDown(long ticks, long microseconds) =>
        Assert.That(
            (Moment + TimeSpan.FromTicks(ticks), Moment.Add(TimeSpan.FromTicks(ticks))),
            Is.EqualTo((new Timestamp(microseconds), new Timestamp(microseconds))));

    [TestCase(10, 99)]
    [TestCase(1, 99)]
    [TestCase(-9, 100)]
    [TestCase(-10, 101)]
    public void Minus_ADuration_RoundsTheDifferenceDown(long ticks, long microseconds) =>
        Assert.That(
            (Moment - TimeSpan.FromTicks(ticks), Moment.Subtract(TimeSpan.FromTicks(ticks))),
            Is.EqualTo((new Timestamp(microseconds), new Timestamp(microseconds))));

    [Test]
    public void Minus_AnotherMoment_IsHowLongItIs()
    {
        Assert.That(Moment - new Timestamp(-5), Is.EqualTo(TimeSpan.FromMicroseconds(105)));
        Assert.That(new Timestamp(-5).Subtract(Moment), Is.EqualTo(TimeSpan.FromMicroseconds(-105)));
    }

    [Test]
    public void Operators_BeyondAllTime_Overflow()
    {
        Assert.That(() => new Timestamp(long.MaxValue) + TimeSpan.FromMicroseconds(1), Throws.TypeOf<OverflowException>());
        Assert.That(() => new Timestamp(long.MinValue) - TimeSpan.FromMicroseconds(1), Throws.TypeOf<OverflowException>());
        Assert.That(() => new Timestamp(long.MaxValue) - new Timestamp(0), Throws.TypeOf<OverflowException>());
        Assert.That(() => Moment - TimeSpan.MinValue, Throws.Nothing);
    }

    [Test]
    public void Conversions_ToAndFromDateTimeOffset_AreThoseOfTheMethods()
    {
        var moment = new DateTimeOffset(2026, 3, 29, 0, 0, 2, TimeSpan.FromHours(2)).AddTicks(19);

        Assert.That((Timestamp)moment, Is.EqualTo(Timestamp.Parse("2026-03-28T22:00:02.000001Z")));
        Assert.That((DateTimeOffset)(Timestamp)moment, Is.EqualTo(moment.AddTicks(-9)));
        Assert.That(() => (DateTimeOffset)new Timestamp(long.MaxValue), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Parse_ByTheInterfaces_ReadsWhatParseReads()
    {
        var culture = CultureInfo.InvariantCulture;

        Assert.That(Read<Timestamp>("2026-03-28T22"), Is.EqualTo(Timestamp.Parse("2026-03-28T22")));
        Assert.That(Timestamp.Parse("2026-03-28T22".AsSpan(), culture), Is.EqualTo(Timestamp.Parse("2026-03-28T22")));
        Assert.That(Timestamp.TryParse("2026-03-28T24".AsSpan(), culture, out _), Is.False);
        Assert.That(
            () => Timestamp.Parse("2026-03-28T24".AsSpan(), culture),
            Throws.TypeOf<FormatException>().With.Message.Contains("hours end with 23"));
        Assert.That(() => Timestamp.Parse(null!, culture), Throws.ArgumentNullException);
    }

    [TestCase(27, true)]
    [TestCase(26, false)]
    public void TryFormat_RoomForTheText_WritesIt(int room, bool fits)
    {
        var moment = Timestamp.Parse("2026-03-28T22:00:02.01Z");
        var (text, bytes) = (new char[room], new byte[room]);

        Assert.That(moment.TryFormat(text, out var written, default, null), Is.EqualTo(fits));
        Assert.That(moment.TryFormat(bytes, out var writtenBytes, "O", null), Is.EqualTo(fits));
        Assert.That(
            (new string(text[..written]), Encoding.UTF8.GetString(bytes[..writtenBytes])),
            Is.EqualTo(fits ? (moment.ToString(), moment.ToString()) : ("", "")));
    }

    [Test]
    public void ToString_WithAFormat_KnowsOnlyOne()
    {
        Assert.That($"{Moment:O}", Is.EqualTo(Moment.ToString()));
        Assert.That(() => Moment.ToString("yyyy", null), Throws.TypeOf<FormatException>());
    }

    private static T Read<T>(string text)
        where T : ISpanParsable<T> => T.Parse(text, CultureInfo.InvariantCulture);
}
