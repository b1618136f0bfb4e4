using System.Text;

namespace SegmentPipeline.Profiling.Tests;

/// <summary>From samples to files, without a runtime that samples.</summary>
internal sealed class ProfileShapeTests
{
    [TestCase("a.json", ProfileFormat.Speedscope)]
    [TestCase("a", ProfileFormat.Speedscope)]
    [TestCase("collapsed", ProfileFormat.Speedscope)]
    [TestCase("a.collapsed", ProfileFormat.Collapsed)]
    [TestCase("a.Collapsed", ProfileFormat.Collapsed)]
    public void Format_IsThatOfTheFilesName(string path, ProfileFormat format) =>
        Assert.That(ProfileFormats.OfFile(path), Is.EqualTo(format));

    [TestCase("A.B.C(class System.String[],int32)", "A.B.C")]
    [TestCase("A+<>c.<M>b__0_1()", "A+<>c.<M>b__0_1")]
    [TestCase("A`1[System.__Canon].Add(!0)", "A`1[System.__Canon].Add")]
    [TestCase("A", "A")]
    [TestCase("", "")]
    public void Method_LosesItsParameters(string method, string expected) =>
        Assert.That(TraceStacks.WithoutParameters(method), Is.EqualTo(expected));

    [Test]
    public void Samples_InTheSameStack_AreOneRunAndLastUntilTheNext()
    {
        var thread = new ThreadTimeline("t");
        thread.Add(10, 1);
        thread.Add(11, 1);
        thread.Add(13, 2);
        thread.Add(17, 1);

        var profile = thread.Finish();

        Assert.That(profile.StartMilliseconds, Is.EqualTo(10));
        Assert.That(profile.Runs, Is.EqualTo(new StackRun[] { new(1, 2, 3), new(2, 1, 4), new(1, 1, 4) }));
    }

    [Test]
    public void Sample_AllAlone_WeighsNothing()
    {
        var thread = new ThreadTimeline("t");
        thread.Add(10, 1);

        Assert.That(thread.Finish().Runs, Is.EqualTo(new StackRun[] { new(1, 1, 0) }));
    }

    [Test]
    public async Task HostileNames_BreakNeitherFormat()
    {
        var stacks = new StackTree();
        var outer = stacks.Add(StackTree.Root, new Frame("a;b\n\"c\"\u001b", "</script>"));
        var inner = stacks.Add(outer, new Frame("é", ""));
        var again = stacks.Add(stacks.Add(StackTree.Root, new Frame("a_b\n\"c\"\u001b", "")), new Frame("é", "x"));
        var thread = new ThreadProfile("t", 1, [new StackRun(inner, 2, 2), new StackRun(again, 3, 3), new StackRun(outer, 1, 1)]);
        var summary = new ProfileSummary { Duration = TimeSpan.Zero, Samples = 6, Threads = 1, Lost = 0 };
        var profile = new SampledProfile(stacks, [thread], summary);

        using var speedscope = new MemoryStream();
        await ProfileWriter.WriteAsync(profile, speedscope, ProfileFormat.Speedscope, CancellationToken.None);
        var file = SpeedscopeFile.Read(speedscope.ToArray());
        Assert.That(file.Frames, Is.EqualTo((string[])["a;b\n\"c\"\u001b", "é", "a_b\n\"c\"\u001b", "é"]));
        Assert.That(file.Threads[0].Samples[0].Frames, Is.EqualTo((int[])[0, 1]));

        using var collapsed = new MemoryStream();
        await ProfileWriter.WriteAsync(profile, collapsed, ProfileFormat.Collapsed, CancellationToken.None);
        Assert.That(Encoding.UTF8.GetString(collapsed.ToArray()), Is.EqualTo("a_b_\"c\"_ 1\na_b_\"c\"_;é 5\n"));
    }

    [Test]
    public async Task Profile_WithoutThreads_IsStillAFile()
    {
        var summary = new ProfileSummary { Duration = TimeSpan.Zero, Samples = 0, Threads = 0, Lost = 0 };
        var profile = new SampledProfile(new StackTree(), [], summary);
        using var speedscope = new MemoryStream();
        await ProfileWriter.WriteAsync(profile, speedscope, ProfileFormat.Speedscope, CancellationToken.None);

        Assert.That(SpeedscopeFile.Read(speedscope.ToArray()).Threads, Is.Empty);
    }
}
