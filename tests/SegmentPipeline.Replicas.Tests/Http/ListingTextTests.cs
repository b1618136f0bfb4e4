using System.Text;
using System.Text.Json;

namespace SegmentPipeline.Replicas.Tests.Http;

public sealed class ListingTextTests
{
    [TestCase("[]", new string[0])]
    [TestCase("""["a","b"]""", new[] { "61", "62" })]
    [TestCase("""["\udcff"]""", new[] { "FF" })]
    [TestCase("""["x\udc80y"]""", new[] { "788079" })]
    [TestCase("""["\ud83d\ude00"]""", new[] { "F09F9880" })]
    [TestCase("""["\u00e9\n\t\"\\\/"]""", new[] { "C3A90A09225C2F" })]
    [TestCase(" [ \"a\" ] ", new[] { "61" })]
    public void Names_OfAnArray_AreItsBytes(string json, string[] hexadecimal) =>
        Assert.That(
            ListingText.ReadNames(Encoding.UTF8.GetBytes(json)).Select(name => Convert.ToHexString(name.Span)),
            Is.EqualTo(hexadecimal));

    [TestCase("")]
    [TestCase("[")]
    [TestCase("""["a""")]
    [TestCase("""["a",""")]
    [TestCase("""["a"]]""")]
    [TestCase("""["a"] ["b"]""")]
    [TestCase("[1]")]
    [TestCase("[[]]")]
    [TestCase("{}")]
    [TestCase("null")]
    [TestCase("\"a\"")]
    [TestCase("<html>")]
    [TestCase("""["\ud83d"]""")]
    [TestCase("""["\ud83dx"]""")]
    [TestCase("""["\ude00"]""")]
    public void Names_OfAnythingElse_AreRefused(string json) =>
        Assert.That(() => ListingText.ReadNames(Encoding.UTF8.GetBytes(json)), Throws.InstanceOf<JsonException>());

    [Test]
    public void Digests_WithHoursThatHaveNone_AreThoseThatAreTold()
    {
        var json = """
            {"2026-03-28T18":{"entries":3,"digest":"ab","more":[1]},"2026-03-28T19":null,"2026-03-28T20":{"entries":"3"},"x":{"entries":1,"digest":"c"}}
            """u8;

        var digests = ListingText.ReadDigests(json);

        Assert.That(
            digests.Select(pair => (pair.Key.ToString(), pair.Value.EntryCount, pair.Value.Sha256)),
            Is.EqualTo(new[] { ("2026-03-28T18", 3, "ab") }));
    }

    [TestCase("[]")]
    [TestCase("{")]
    [TestCase("""{"2026-03-28T18":{""")]
    [TestCase("{}{}")]
    public void Digests_OfAnythingElse_AreRefused(string json) =>
        Assert.That(() => ListingText.ReadDigests(Encoding.UTF8.GetBytes(json)), Throws.InstanceOf<JsonException>());
}
