using System.Buffers;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Memory;

/// <summary>The bytes that an hour is remembered by are lent for one call.</summary>
internal sealed class LentDigestTests
{
    private const int Length = 1 << 20;

    /// <remarks>An array that is given back twice is lent to two at once.</remarks>
    [TestCase(1)]
    [TestCase(2)]
    public void Digest_GivenBackSoOften_IsLentToOne(int times)
    {
        var digest = new HourDigest { Fingerprint = default, IsTrusted = true, Facts = default, Names = default };
        var lent = new LentDigest(Rent(), Rent()) { Digest = digest };
        for (var i = 0; i < times; i++) lent.GiveBack();

        var rented = Enumerable.Range(0, 4).Select(_ => ArrayPool<byte>.Shared.Rent(Length)).ToList();

        Assert.That(rented.Distinct(ReferenceEqualityComparer.Instance).Count(), Is.EqualTo(rented.Count));
    }

    /// <remarks>Its arrays are lent to the next hours while the audit goes on: what is remembered must not change with them.</remarks>
    [Test]
    public async Task Digests_OfManyHours_AreThoseOfTheHoursAlone()
    {
        const int hours = 40;
        var memory = new DictionaryMemory();
        await using var opened = OpenedArchive.Open(new InMemoryReader(RegularArchive.Of(hours)));

        _ = await opened.Archive.AuditToReportAsync(new AuditRequest(), new AuditContext { Memory = memory });

        Assert.That(memory.Digests, Has.Count.EqualTo(hours));
        var facts = memory.Digests.Values.First().Facts.ToArray();
        foreach (var ((stream, hour), digest) in memory.Digests)
        {
            var names = digest.SegmentsOf(stream, hour).Select(segment => segment.Path.ToString()).ToList();
            Assert.That(names, Has.Count.EqualTo(2).And.All.StartWith($"{hour}/"));
            Assert.That(digest.Facts.ToArray(), Is.EqualTo(facts), "the hours differ in their time only");
        }
    }

    private static LentBytes Rent() => new(ArrayPool<byte>.Shared.Rent(Length), Length);
}
