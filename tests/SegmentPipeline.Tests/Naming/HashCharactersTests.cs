using System.Text;

namespace SegmentPipeline.Tests.Naming;

/// <summary>Which characters a hash may have, at each of its places, and which bytes it stands for.</summary>
internal sealed class HashCharactersTests
{
    private const string Allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    [Test]
    public void Character_AtAnyPlace_IsAllowedIfOfUrlSafeBase64()
    {
        var hash = Encoding.ASCII.GetBytes(new string('A', HashBytes.Characters));
        for (var place = 0; place < hash.Length; place++)
        {
            for (var character = 0; character <= byte.MaxValue; character++)
            {
                hash[place] = (byte)character;
                Assert.That(HashBytes.AreOfBase64(hash), Is.EqualTo(Allowed.Contains((char)character)), $"{character} at {place}");
            }

            hash[place] = (byte)'A';
        }
    }

    [Test]
    public void Bytes_OfAHash_AreThoseThatItWasMadeOf([Range(1, 50)] int seed)
    {
        var bytes = new byte[HashBytes.Bytes];
        new Random(seed).NextBytes(bytes);
        var text = Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_'));
        var decoded = new byte[HashBytes.Bytes];

        HashBytes.Decode(text, decoded);

        Assert.That(decoded, Is.EqualTo(bytes));
        Assert.That(HashBytes.IsExact(text), Is.True);
    }
}
