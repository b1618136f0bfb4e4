using System.Numerics;

namespace SegmentPipeline.Verification.Tests.Sampling;

/// <summary>Compared with a sum of whole numbers, and with archives whose true number of corrupt files is known.</summary>
internal sealed class HypergeometricBoundTests
{
    private const long TenMillion = 10_000_000;

    [TestCase(299, 0.01)]
    [TestCase(2_995, 0.001)]
    public void Bound_OfSoManyCleanOfTenMillion_IsBelow(long clean, double fraction) =>
        Assert.That((double)HypergeometricBound.Find(TenMillion, clean, 0) / TenMillion, Is.LessThan(fraction));

    [TestCase(298, 0.01)]
    [TestCase(2_993, 0.001)]
    public void Bound_OfFewerCleanOfTenMillion_IsNotBelow(long clean, double fraction) =>
        Assert.That((double)HypergeometricBound.Find(TenMillion, clean, 0) / TenMillion, Is.GreaterThanOrEqualTo(fraction));

    [Test]
    public void Bound_OfThreeThousandCleanOfTenMillion_IsAtMostAsTold() =>
        Assert.That((double)HypergeometricBound.Find(TenMillion, 3_000, 0) / TenMillion, Is.LessThanOrEqualTo(0.000998));

    [TestCase(1, 0)]
    [TestCase(1, 1)]
    [TestCase(1_000, 0)]
    [TestCase(1_000, 999)]
    [TestCase(TenMillion, 12_345)]
    public void Bound_OfAllFiles_IsWhatWasFound(long files, long corrupt) =>
        Assert.That(HypergeometricBound.Find(files, files, corrupt), Is.EqualTo(corrupt));

    [Test]
    public void Bound_OfNothing_IsEverything() => Assert.That(HypergeometricBound.Find(1_000, 0, 0), Is.EqualTo(1_000));

    [Test]
    public void Bound_OfSmallArchives_IsThatOfWholeNumbers()
    {
        for (var files = 1; files <= 40; files++)
        {
            for (var drawn = 0; drawn <= files; drawn++)
            {
                for (var corrupt = 0; corrupt <= drawn; corrupt++)
                {
                    Assert.That(
                        HypergeometricBound.Find(files, drawn, corrupt),
                        Is.EqualTo(NaiveBound(files, drawn, corrupt)),
                        $"{corrupt} of {drawn} of {files}");
                }
            }
        }
    }

    [TestCase(10_000, 300, 0)]
    [TestCase(10_000, 300, 7)]
    [TestCase(10_000, 9_000, 100)]
    [TestCase(123_457, 1_000, 3)]
    [TestCase(123_457, 2_000, 500)]
    [TestCase(TenMillion, 299, 0)]
    [TestCase(TenMillion, 3_000, 0)]
    [TestCase(TenMillion, 3_000, 2)]
    public void Bound_OfLargeArchives_IsTheLastThatWholeNumbersFindLikely(long files, long drawn, long corrupt)
    {
        var bound = HypergeometricBound.Find(files, drawn, corrupt);
        Assert.Multiple(() =>
        {
            Assert.That(IsLikely(files, drawn, corrupt, bound), Is.True);
            Assert.That(IsLikely(files, drawn, corrupt, bound + 1), Is.False);
        });
    }

    [Test]
    public void Bound_OfADrawThatIsNone_IsRefused() => Assert.Multiple(() =>
    {
        Assert.That(() => HypergeometricBound.Find(10, 11, 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => HypergeometricBound.Find(10, 5, 6), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => HypergeometricBound.Find(10, 5, -1), Throws.InstanceOf<ArgumentOutOfRangeException>());
    });

    /// <summary>The statement holds in at least 95 of 100 archives, however the corrupt files lie: each seed is one archive of some hours,
    /// in which single files, whole hours, or the files of one disk are corrupt.</summary>
    [TestCase(Clustering.None)]
    [TestCase(Clustering.Hours)]
    [TestCase(Clustering.Disk)]
    public void Bound_OverTenThousandArchives_HoldsInNineteenOfTwenty(Clustering clustering)
    {
        const int archives = 10_000, hours = 40, filesOfHour = 25, files = hours * filesOfHour, drawn = 80;
        var held = 0;
        foreach (var seed in Enumerable.Range(1, archives))
        {
            var random = new Random(seed);
            var corrupt = Enumerable.Range(0, files).Select(_ => false).ToArray();
            Spoil(corrupt, clustering, random, filesOfHour);
            var draw = new SampleDraw(files, drawn, seed);
            var found = Enumerable
                .Range(0, hours)
                .Sum(hour => draw.DrawFrom(filesOfHour).Count(place => corrupt[hour * filesOfHour + place]));
            if (corrupt.Count(isCorrupt => isCorrupt) <= HypergeometricBound.Find(files, drawn, found)) held++;
        }

        TestContext.Out.WriteLine($"{clustering}: held in {held} of {archives}");
        Assert.That(held, Is.GreaterThanOrEqualTo(archives * 95 / 100));
    }

    private static void Spoil(bool[] corrupt, Clustering clustering, Random random, int filesOfHour)
    {
        var most = random.Next(0, corrupt.Length / 8);
        for (var i = 0; i < most; i++)
        {
            var file = random.Next(corrupt.Length);
            switch (clustering)
            {
                case Clustering.None:
                    corrupt[file] = true;
                    break;
                case Clustering.Hours when i % filesOfHour == 0:
                    corrupt.AsSpan(file / filesOfHour * filesOfHour, filesOfHour).Fill(true);
                    break;
                case Clustering.Disk when i == 0:
                    corrupt.AsSpan(0, most).Fill(true);
                    break;
            }
        }
    }

    private static long NaiveBound(long files, long drawn, long corrupt)
    {
        var bound = corrupt;
        for (var all = corrupt; all <= files - drawn + corrupt; all++)
        {
            if (IsLikely(files, drawn, corrupt, all)) bound = all;
        }

        return bound;
    }

    private static bool IsLikely(long files, long drawn, long corrupt, long all)
    {
        var sum = BigInteger.Zero;
        for (var x = 0L; x <= corrupt; x++) sum += Choose(all, x) * Choose(files - all, drawn - x);
        return sum * 20 > Choose(files, drawn);
    }

    private static BigInteger Choose(long from, long count)
    {
        if (count < 0 || count > from) return BigInteger.Zero;
        var result = BigInteger.One;
        for (var i = 1L; i <= Math.Min(count, from - count); i++) result = result * (from - i + 1) / i;
        return result;
    }

    internal enum Clustering
    {
        None,
        Hours,
        Disk,
    }
}
