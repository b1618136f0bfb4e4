namespace SegmentPipeline.Tests.Layouts;

/// <summary>Each fault of a name has a sentence of its own, which begins with the part that is broken.</summary>
internal sealed class NameFaultTextTests
{
    [TestCase(NameFault.NameTooLong, "name: is longer than 255 bytes")]
    [TestCase(NameFault.TimeMalformed, "time: is not MM:SS or MM:SS.f with one to six fraction digits")]
    [TestCase(NameFault.TimeOutOfRange, "time: has a minute or second above 59")]
    [TestCase(NameFault.DurationAbsent, "duration: is absent")]
    [TestCase(NameFault.DurationMalformed, "duration: is not digits, optionally with a dot and digits")]
    [TestCase(NameFault.DurationTooLong, "duration: is above 3600 seconds")]
    [TestCase(NameFault.TypeAbsent, "type: is absent")]
    [TestCase(NameFault.TypeUnknown, "type: is none of full, suspect, partial, temp")]
    [TestCase(NameFault.HashAbsent, "hash: is absent")]
    [TestCase(NameFault.HashLength, "hash: is not 43 characters long")]
    [TestCase(NameFault.HashMalformed, "hash: has a character that is not of URL-safe base64")]
    public void Describe_Fault_IsItsSentence(NameFault fault, string sentence) =>
        Assert.That(NameFaultText.Describe(fault), Is.EqualTo(sentence));

    [Test]
    public void Describe_NoFault_IsRefused() =>
        Assert.That(
            () => NameFaultText.Describe(NameFault.None),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("no fault to describe"));
}
