using System.Text;

namespace SegmentPipeline.Tests.Memory;

/// <summary>What names are packed into is unpacked again to the byte.</summary>
internal sealed class PackedNamesTests
{
    private const string HashCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    [Test]
    public void Names_PackedAndUnpacked_AreTheSame([Range(1, 100)] int seed)
    {
        var random = new Random(seed);
        var names = Enumerable.Range(0, random.Next(60)).Select(_ => Name(random)).ToList();
        var buffers = new HourBuffers();
        foreach (var name in names) _ = buffers.Names.Add(Encoding.ASCII.GetBytes(name), EntryKind.File);
        ParseStage.Parse(buffers);
        foreach (ref readonly var entry in buffers.Segments) buffers.AddSelected(entry);

        var unpacked = PackedNames.Unpack(PackedNames.Pack(buffers).Memory.Span).ConvertAll(Encoding.ASCII.GetString);

        Assert.That(buffers.SegmentCount, Is.EqualTo(names.Count));
        Assert.That(unpacked, Is.EqualTo(names));
    }

    /// <summary>A name with heads of all lengths, often alike, and a hash of which the last character often has bits too many.</summary>
    private static string Name(Random random)
    {
        var fraction = random.Next(3) == 0 ? "" : $".{random.Next(1_000_000):D6}"[..random.Next(2, 8)];
        var duration = random.Next(4) == 0 ? $"2.{new string('0', random.Next(1, 150))}" : "2.0";
        var kind = new[] { "full", "full", "suspect", "partial" }[random.Next(4)];
        var hash = new string([.. Enumerable.Range(0, 43).Select(_ => HashCharacters[random.Next(64)])]);
        return $"{random.Next(60):D2}:{random.Next(60):D2}{fraction}-{duration}-{kind}-{hash}.ts";
    }
}
