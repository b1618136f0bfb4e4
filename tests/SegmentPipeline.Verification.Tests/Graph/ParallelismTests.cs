namespace SegmentPipeline.Verification.Tests.Graph;

/// <summary>Neither how many files are read at once nor how directories are listed changes a byte.</summary>
internal sealed class ParallelismTests
{
    [Test]
    public async Task Verification_WithAnyParallelismAndListing_GivesEqualBytes([Values] VerificationLevel level)
    {
        var expected = await TextAsync(1, null, new() { Level = level });
        foreach (var parallelism in (int[])[1, 2, 8])
        {
            Assert.That(await TextAsync(parallelism, parallelism, new() { Level = level }), Is.EqualTo(expected));
            Assert.That(await TextAsync(parallelism, 100 + parallelism, new() { Level = level }), Is.EqualTo(expected));
        }
    }

    [Test]
    public async Task Verification_OfASample_GivesEqualBytesToo()
    {
        var request = new VerificationRequest { Sample = SampleSize.FromFiles(120), Seed = 5 };
        var expected = await TextAsync(1, null, request);
        foreach (var parallelism in (int[])[2, 8]) Assert.That(await TextAsync(parallelism, parallelism, request), Is.EqualTo(expected));
        Assert.That(await TextAsync(1, 3, request with { Seed = 6 }), Is.Not.EqualTo(expected));
    }

    private static async Task<string> TextAsync(int parallelism, int? shuffle, VerificationRequest request)
    {
        var archive = new JudgedArchive { ShuffleSeed = shuffle };
        var random = new Random(11);
        foreach (var stream in (string[])["a/q", "b/q"])
        {
            for (var hour = 0; hour < 4; hour++)
            {
                archive.Hour($"2026-03-28T0{hour}", 300, stream).Hour($"2026-03-28T0{hour}", 20, stream, content: 4_000);
                for (var i = 0; i < 30; i++)
                {
                    var name = JudgedArchive.NameAt(random.Next(300));
                    archive.Gives($"2026-03-28T0{hour}", name, (i % 3) switch
                    {
                        0 => JudgedArchive.Corrupt(),
                        1 => JudgedArchive.Unread(ReadingOutcome.Unreadable),
                        _ => JudgedArchive.Unread(ReadingOutcome.Vanished),
                    });
                }
            }
        }

        return await JudgedArchive.TextOfAsync(await archive.VerifyAsync(request, new() { Parallelism = parallelism }));
    }
}
