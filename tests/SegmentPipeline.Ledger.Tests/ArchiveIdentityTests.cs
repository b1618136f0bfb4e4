namespace SegmentPipeline.Ledger.Tests;

/// <summary>Whether two directories are one, by what the file system says of them.</summary>
internal sealed class ArchiveIdentityTests
{
    private const long Second = 1_000_000_000;

    private static readonly ArchiveIdentity Known = new("/srv/archive", new FileIdentity(7, 2, 5 * Second + 1));

    [TestCase("/srv/archive", 7ul, 2ul, true)]
    [TestCase("/elsewhere", 7ul, 2ul, true)]
    [TestCase("/srv/archive", 8ul, 2ul, true)]
    [TestCase("/elsewhere", 8ul, 2ul, false)]
    [TestCase("/srv/archive", 7ul, 3ul, false)]
    public void Directory_MadeAtTheSameNanosecond_IsTheSameByItsInodeAndDeviceOrPath(string path, ulong device, ulong inode, bool same)
    {
        var other = new ArchiveIdentity(path, new FileIdentity(device, inode, Known.Directory!.Value.BornNanoseconds));

        Assert.That((other.IsSameAs(Known), other.IsLike(Known)), Is.EqualTo((same, same)));
    }

    [TestCase(5 * Second + 1, true)]
    [TestCase(5 * Second + 2, false)]
    [TestCase(5 * Second, false)]
    [TestCase(null, false)]
    public void Directory_MadeAtAnotherTime_IsOnlyLike(long? born, bool same)
    {
        var other = Known with { Directory = new FileIdentity(7, 2, born) };

        Assert.That((other.IsSameAs(Known), other.IsLike(Known)), Is.EqualTo((same, true)));
    }

    /// <remarks>The root of an ext4 file system is made at a whole second, with the same inode on every disk; a loop formats several in one
    /// second.</remarks>
    [TestCase(5 * Second, false)]
    [TestCase(5 * Second + 1, true)]
    [TestCase(6 * Second - 1, true)]
    [TestCase(6 * Second, false)]
    public void BirthAtAWholeSecond_ProvesNothing(long born, bool same)
    {
        var one = Known with { Directory = new FileIdentity(7, 2, born) };

        Assert.That((one.IsSameAs(one with { }), one.IsLike(one)), Is.EqualTo((same, true)));
    }
}
