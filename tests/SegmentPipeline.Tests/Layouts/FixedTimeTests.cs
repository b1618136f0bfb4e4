using System.Text;

namespace SegmentPipeline.Tests.Layouts;

/// <summary>The time of recorders, read at once, against its text digit by digit.</summary>
internal sealed class FixedTimeTests
{
    [TestCase("00:00.000000", 0u, 0u, 0u)]
    [TestCase("99:99.999999", 99u, 99u, 999_999u)]
    [TestCase("10:20.300000", 10u, 20u, 300_000u)]
    [TestCase("01:02.000003", 1u, 2u, 3u)]
    [TestCase("12:34.567890", 12u, 34u, 567_890u)]
    [TestCase("98:76.543210", 98u, 76u, 543_210u)]
    public void TryRead_TimeOfARecorder_GivesItsNumbers(string text, uint minute, uint second, uint microseconds)
    {
        var isRead = FixedTime.TryRead(Encoding.ASCII.GetBytes(text), out var minuteRead, out var secondRead, out var microsecondsRead);

        Assert.That((isRead, minuteRead, secondRead, microsecondsRead), Is.EqualTo((true, minute, second, microseconds)));
    }

    [Test]
    public void TryRead_AnyDigitAtAnyPlace_CountsForItsPlace([Range(0, 9)] int digit, [Values(0, 1, 3, 4, 6, 7, 8, 9, 10, 11)] int place)
    {
        var text = "00:00.000000".ToCharArray();
        text[place] = (char)('0' + digit);

        var isRead = FixedTime.TryRead(Encoding.ASCII.GetBytes(text), out var minute, out var second, out var microseconds);

        Assert.That(isRead, Is.True);
        Assert.That($"{minute:D2}:{second:D2}.{microseconds:D6}", Is.EqualTo(new string(text)));
    }

    [TestCase("00:00.000000")]
    [TestCase("59:59.999999")]
    [TestCase("99:99.999999")]
    public void TryRead_AnyByteAtAnyPlace_IsReadIfItIsADigitOrTheMarkOfThatPlace(string time)
    {
        var text = Encoding.ASCII.GetBytes(time);
        for (var place = 0; place < text.Length; place++)
        {
            var usual = text[place];
            for (var character = 0; character <= byte.MaxValue; character++)
            {
                text[place] = (byte)character;
                var fits = usual is (byte)':' or (byte)'.' ? character == usual : character is >= '0' and <= '9';
                Assert.That(FixedTime.TryRead(text, out _, out _, out _), Is.EqualTo(fits), $"{character} at {place} of {time}");
            }

            text[place] = usual;
        }
    }
}
