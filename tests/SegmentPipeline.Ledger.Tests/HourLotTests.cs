namespace SegmentPipeline.Ledger.Tests;

/// <summary>Hours that wait to be written down: their bytes are copied, whatever becomes of those that they came in.</summary>
internal sealed class HourLotTests
{
    private static readonly StreamId Stream = new("c", "q");

    [Test]
    public void Lot_WhoseBytesWereLent_KeepsThem()
    {
        var lot = new HourLot();
        var (facts, names) = (new byte[] { 1, 2 }, new byte[] { 3, 4, 5 });

        lot.Add(Stream, new Hour(7), Digest(facts, names), isNew: true);
        facts.AsSpan().Clear();
        names.AsSpan().Clear();

        Assert.That(lot[0].Facts.ToArray(), Is.EqualTo(new byte[] { 1, 2 }));
        Assert.That(lot[0].Names.ToArray(), Is.EqualTo(new byte[] { 3, 4, 5 }));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(1000)]
    public void Lot_ThatGrows_HasEachHourAsItCame(int length)
    {
        var lot = new HourLot();
        for (var i = 0; i < 20; i++)
            lot.Add(Stream, new Hour(i), Digest(Filled(length, i), Filled(2 * length, i + 100)), isNew: i % 2 == 0);

        Assert.That((lot.Count, lot.SizeBytes), Is.EqualTo((20, 60 * length)));
        for (var i = 0; i < 20; i++)
        {
            var waiting = lot[i];
            Assert.That((waiting.Stream, waiting.Hour, waiting.IsNew), Is.EqualTo((Stream, new Hour(i), i % 2 == 0)));
            Assert.That(waiting.Facts.ToArray(), Is.EqualTo(Filled(length, i)));
            Assert.That(waiting.Names.ToArray(), Is.EqualTo(Filled(2 * length, i + 100)));
        }
    }

    [Test]
    public void Lot_FilledAgain_HasOnlyTheNewHours()
    {
        var lot = new HourLot();
        lot.Add(Stream, new Hour(1), Digest([1, 1], [1]), isNew: true);
        lot.Clear();
        lot.Add(Stream, new Hour(2), Digest([2], []), isNew: false);

        Assert.That((lot.Count, lot.SizeBytes, lot[0].Hour), Is.EqualTo((1, 1, new Hour(2))));
        Assert.That(lot[0].Facts.ToArray(), Is.EqualTo(new byte[] { 2 }));
        Assert.That(lot[0].Names.Length, Is.Zero);
    }

    private static byte[] Filled(int length, int with)
    {
        var bytes = new byte[length];
        bytes.AsSpan().Fill((byte)with);
        return bytes;
    }

    private static HourDigest Digest(byte[] facts, byte[] names) =>
        new() { Fingerprint = default, IsTrusted = true, Facts = facts, Names = names };
}
