namespace SegmentPipeline.Fleet.Tests;

internal sealed class DigestBytesTests
{
    private static readonly HourDigest Digest = new()
    {
        IsTrusted = true,
        Fingerprint = new DirectoryFingerprint
        {
            Device = 7,
            Inode = 8,
            ModifiedSeconds = 9,
            ModifiedNanoseconds = 10,
            ChangedSeconds = 11,
            ChangedNanoseconds = 12,
        },
        Reader = 13,
        Facts = new byte[] { 1, 2, 3 },
        Names = default,
    };

    [Test]
    public void Digest_OnTheDeviceOfTheRoot_IsOnThatOfTheOtherRoot()
    {
        var read = DigestBytes.Read(DigestBytes.Write([(new Hour(5), Digest)], rootDevice: 7), rootDevice: 70)[new Hour(5)];

        Assert.That(read.Fingerprint, Is.EqualTo(Digest.Fingerprint with { Device = 70 }));
        Assert.That(read.IsTrusted, Is.True);
        Assert.That(read.Reader, Is.EqualTo(13));
        Assert.That(read.Facts.ToArray(), Is.EqualTo(new byte[] { 1, 2, 3 }));
    }

    [Test]
    public void Digest_OnAnotherDevice_KeepsIt()
    {
        var read = DigestBytes.Read(DigestBytes.Write([(new Hour(5), Digest with { IsTrusted = false })], rootDevice: 6), rootDevice: 60);

        Assert.That(read[new Hour(5)].Fingerprint, Is.EqualTo(Digest.Fingerprint));
        Assert.That(read[new Hour(5)].IsTrusted, Is.False);
    }

    [Test]
    public void Bytes_ThatAreCutOff_AreRefusedAtEveryPlace()
    {
        var whole = DigestBytes.Write([(new Hour(5), Digest), (new Hour(6), Digest)], rootDevice: 7);
        for (var length = 0; length < whole.Length; length++)
            Assert.That(() => DigestBytes.Read(whole[..length], 7), Throws.TypeOf<FormatException>(), $"{length} bytes");
    }

    [Test]
    public void Bytes_OfAnotherVersion_AreRefused() => Assert.That(() => DigestBytes.Read([2, 0], 7), Throws.TypeOf<FormatException>());
}
