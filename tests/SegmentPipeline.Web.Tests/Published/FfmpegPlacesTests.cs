using System.Diagnostics;
using System.Net;
using System.Runtime.Versioning;
using Microsoft.Extensions.Time.Testing;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Web.Tests.Published;

/// <summary>Who holds the places of ffmpeg, and for how long.</summary>
[Platform("Linux")]
[SupportedOSPlatform("linux")]
internal sealed class FfmpegPlacesTests
{
    private const long MiddleBytes = 32 * 1024 * 1024;
    private const string Exact = "cut/c/q.ts?type=exact&start=2026-03-28T22:00:01Z&end=2026-03-28T22:00:05Z";
    private const string Frame = "frame/c/q.png?timestamp=2026-03-28T22:00:01Z";

    [Test]
    public async Task Clients_ThatReadExactCutsSlowly_KeepNobodyFromPicturesAndCuts()
    {
        using var tree = await VideoAsync();
        await using var host = await PublishedHost.StartAsync(tree);
        var slow = new List<HttpResponseMessage>();
        try
        {
            for (var i = 0; i <= Environment.ProcessorCount; i++)
            {
                var cut = await host.Client.GetAsync(Exact, HttpCompletionOption.ResponseHeadersRead).Soon();
                Assert.That(cut.StatusCode, Is.EqualTo(HttpStatusCode.OK));
                slow.Add(cut);
            }

            var picture = await host.Client.GetByteArrayAsync(Frame).Soon();
            var whole = await host.Client.GetByteArrayAsync(Exact).Soon();

            Assert.That(picture.AsSpan(1, 3).SequenceEqual("PNG"u8), Is.True);
            Assert.That(whole, Has.Length.GreaterThan(MiddleBytes));
            Assert.That(await slow[0].Content.ReadAsByteArrayAsync().Soon(), Has.Length.EqualTo(whole.Length));
        }
        finally
        {
            foreach (var cut in slow) cut.Dispose();
        }
    }

    [Test]
    public async Task Client_ThatWaitsLongForAPlace_IsToldToComeAgain_AndPlacesOfThoseWhoLeaveAreGivenBack()
    {
        using var tree = new ArchiveBuilder();
        var hour = Directory(tree);
        foreach (var time in (string[])["00:00", "00:02", "00:04"])
            await File.WriteAllBytesAsync(tree.PathOf("c", "q", hour, SegmentNames.Full(time)), [0x47]);
        var tools = HangingTools(tree);
        var clock = new FakeTimeProvider(Timestamp.Parse("2026-03-29T00").ToDateTimeOffset());
        await using var host = await PublishedHost.StartAsync(
            tree, new PublishedArchiveOptions { Ffmpeg = Path.Combine(tools, "ffmpeg") }, clock: clock);
        using var leave = new CancellationTokenSource();
        var hanging = new List<Task<HttpResponseMessage>>();
        while (hanging.Count < Environment.ProcessorCount)
        {
            hanging.Add(host.Client.GetAsync(Exact, leave.Token));
            while (System.IO.Directory.GetFiles(tools, "begun-*").Length < hanging.Count) await host.ReadAsync("files").Soon();
        }

        var waiting = host.Client.GetAsync(Exact);
        while (!waiting.IsCompleted)
        {
            await host.ReadAsync("files").Soon();
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        using var refused = await waiting;
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(refused.Headers.RetryAfter?.Delta, Is.EqualTo(TimeSpan.FromSeconds(10)), await refused.Content.ReadAsStringAsync());
        Assert.That(hanging.Select(cut => cut.IsCompleted), Has.None.True);

        await leave.CancelAsync();
        foreach (var cut in hanging) await Assert.ThatAsync(() => cut.Soon(), Throws.InstanceOf<OperationCanceledException>());
        System.IO.Directory.Delete(tools, recursive: true);
        using var next = await host.Client.GetAsync(Exact).Soon();
        Assert.That(next.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(next.Headers.RetryAfter, Is.Null, "it had a place at once, but no ffmpeg");
    }

    [Test]
    public async Task Place_IsGivenBack_WhateverComesOfTheWork()
    {
        var clock = new FakeTimeProvider();
        using var places = new FfmpegPlaces(clock, "cuts", atOnce: 1);
        var work = new TaskCompletionSource<int>();
        var first = places.RunAsync(() => work.Task, default);
        var second = places.RunAsync(() => Task.FromResult(2), default);

        clock.Advance(TimeSpan.FromSeconds(10));
        var refused = await Assert.ThrowsAsync<RequestProblemException>(() => second.Soon());
        work.SetException(new IOException());

        Assert.That((refused!.Status, refused.RetryAfter), Is.EqualTo((503, TimeSpan.FromSeconds(10))));
        await Assert.ThatAsync(() => first.Soon(), Throws.InstanceOf<IOException>());
        Assert.That(await places.RunAsync(() => Task.FromResult(3), default).Soon(), Is.EqualTo(3));
    }

    private static string Directory(ArchiveBuilder tree)
    {
        tree.DirectoryAt("c", "q", PublishedHost.Hour);
        return PublishedHost.Hour;
    }

    /// <summary>What takes the place of ffmpeg and ffprobe, and never ends.</summary>
    private static string HangingTools(ArchiveBuilder tree)
    {
        var directory = System.IO.Directory.CreateDirectory(tree.PathOf(".tools")).FullName;
        foreach (var name in (string[])["ffmpeg", "ffprobe"])
        {
            var path = Path.Combine(directory, name);
            File.WriteAllText(path, $"#!{RequiredTool.Bash.Require()}\n[ \"$1\" = -version ] || : > {directory}/begun-$$\nexec tail -f /dev/null\n");
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return directory;
    }

    /// <summary>Two seconds of video at each end, and between them more than any socket holds.</summary>
    private static async Task<ArchiveBuilder> VideoAsync()
    {
        RequiredTool.Ffprobe.Require();
        var tree = new ArchiveBuilder();
        var hour = Directory(tree);
        var first = tree.PathOf("c", "q", hour, SegmentNames.Full("00:00", content: 1));
        using var ffmpeg = Process.Start(new ProcessStartInfo(
            RequiredTool.Ffmpeg.Require(),
            ["-v", "error", "-nostdin", "-f", "lavfi", "-i", "testsrc2=size=160x90:rate=25", "-t", "2", "-c:v", "mpeg2video", "-f", "mpegts", first]))!;
        await ffmpeg.WaitForExitAsync();
        Assert.That(ffmpeg.ExitCode, Is.Zero);
        File.Copy(first, tree.PathOf("c", "q", hour, SegmentNames.Full("00:04", content: 3)));
        tree.File("c", "q", hour, SegmentNames.Full("00:02", content: 2), MiddleBytes);
        return tree;
    }
}
