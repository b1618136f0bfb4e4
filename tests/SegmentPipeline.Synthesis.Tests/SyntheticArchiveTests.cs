using System.Diagnostics;
using System.Security.Cryptography;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Synthesis.Tests;

internal sealed class SyntheticArchiveTests
{
    private string _root = "";

    [SetUp]
    public void CreateRoot() => _root = Directory.CreateTempSubdirectory("synthetic").FullName;

    [TearDown]
    public void DeleteRoot() => Directory.Delete(_root, recursive: true);

    [Test]
    public void Write_SameSeed_SameTreeAtAnyParallelism()
    {
        var options = new SyntheticArchiveOptions { Hours = 7, SecondsPerSegment = 30, Faults = FaultLevel.Many, BytesPerFile = 300 };

        var one = TreeOf(options, "at-1", parallelism: 1);

        Assert.That(TreeOf(options, "at-2", parallelism: 2), Is.EqualTo(one));
        Assert.That(TreeOf(options, "at-8", parallelism: 8), Is.EqualTo(one));
    }

    [Test]
    public void Write_OtherSeed_OtherTree()
    {
        var options = new SyntheticArchiveOptions { Hours = 2, SecondsPerSegment = 60 };

        var first = TreeOf(options, "first", parallelism: 1);
        var second = TreeOf(options with { Seed = options.Seed + 1 }, "second", parallelism: 1);

        Assert.That(second, Is.Not.EqualTo(first));
    }

    [Test]
    public void Write_PlannedSeed_TreeOfEarlierVersions()
    {
        var options = new SyntheticArchiveOptions { Hours = 7, SecondsPerSegment = 60, Seed = 42, Faults = FaultLevel.Many };

        var tree = TreeOf(options, "pinned", parallelism: 2);

        // Seeds stand in bug reports and measurements: whoever changes what they mean changes this on purpose.
        var hash = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', tree))));
        Assert.That(hash, Is.EqualTo("6544c4bea9f76aff30bcb64c144163efb8b13dc28c7207c2711dadb3444e6ff9"));
    }

    [Test]
    public void Write_BytesPerFile_NamesCarryTheHashOfTheContent()
    {
        var options = new SyntheticArchiveOptions
        {
            Qualities = 1,
            Hours = 1,
            SecondsPerSegment = 60,
            BytesPerFile = 1000,
            Faults = FaultLevel.None,
        };
        SyntheticArchive.Write(_root, options, parallelism: 1, progress: null, CancellationToken.None);

        var files = Directory.GetFiles(_root, "*.ts", SearchOption.AllDirectories);
        Assert.That(files, Has.Length.EqualTo(62).Within(1));
        foreach (var file in files)
        {
            var content = File.ReadAllBytes(file);
            Assert.That(content, Has.Length.EqualTo(1000));
            Assert.That(file, Does.EndWith($"-{System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData(content))}.ts"));
        }
    }

    [Test]
    public void Write_Media_IsTheSameWheneverItIsWritten_AndAsLargeAsPacketsAllow([Values(0, 200_000)] int bytes)
    {
        const int PacketBytes = 188, PacketsOfAMinute = 2 + 600;
        var options = new SyntheticArchiveOptions
        {
            Qualities = 1,
            Hours = 1,
            SecondsPerSegment = 60,
            Media = true,
            BytesPerFile = bytes,
            Faults = FaultLevel.None,
        };

        var one = TreeOf(options, "at-1", parallelism: 1);

        Assert.That(TreeOf(options, "at-2", parallelism: 2), Is.EqualTo(one));
        var sizes = Directory.GetFiles(Path.Combine(_root, "at-1"), "*-60.0-full-*.ts", SearchOption.AllDirectories)
            .Select(file => new FileInfo(file).Length);
        Assert.That(sizes, Is.Not.Empty.And.All.EqualTo(Math.Max(PacketsOfAMinute, bytes / PacketBytes) * PacketBytes));
    }

    [Test]
    public void Write_Media_DecodesWithoutAWord()
    {
        RequiredTool.Ffmpeg.Require();
        var options = new SyntheticArchiveOptions
        {
            Qualities = 1,
            Hours = 1,
            SecondsPerSegment = 30,
            Media = true,
            Faults = FaultLevel.None,
        };
        SyntheticArchive.Write(_root, options, parallelism: 1, progress: null, CancellationToken.None);
        var files = Directory.GetFiles(_root, "*.ts", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();

        // The first is too short for ffmpeg to tell what it is.
        foreach (var file in files.Skip(1).Take(3))
        {
            using var ffmpeg = Process.Start(new ProcessStartInfo(
                "ffmpeg", ["-v", "warning", "-i", $"file:{file}", "-f", "null", "-"])
            { RedirectStandardError = true })!;
            var words = ffmpeg.StandardError.ReadToEnd();
            ffmpeg.WaitForExit();
            Assert.That((ffmpeg.ExitCode, words), Is.EqualTo((0, "")));
        }
    }

    [Test]
    public void Write_DirectoryWithSomethingInIt_IsRefusedAndLeftAlone()
    {
        File.WriteAllText(Path.Combine(_root, "precious"), "");

        Assert.That(
            () => SyntheticArchive.WriteAsync(_root, new SyntheticArchiveOptions()),
            Throws.InstanceOf<IOException>().With.Message.Contains("not empty"));
        Assert.That(Directory.GetFileSystemEntries(_root), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task WriteAsync_Summary_SaysWhatIsThere()
    {
        var options = new SyntheticArchiveOptions { Channels = 2, Qualities = 3, Hours = 7, SecondsPerSegment = 60 };

        var summary = await SyntheticArchive.WriteAsync(_root, options);

        var all = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };
        var files = Directory.GetFiles(_root, "*", all);
        Assert.That(summary.Streams, Is.EqualTo(6));
        Assert.That(summary.Files, Is.EqualTo(files.Length - 1));
        Assert.That(summary.Faults, Is.EqualTo(FaultKind.WithinAnHour.Count + 3 + 2));
    }

    [Test]
    public void WriteAsync_Cancelled_Stops()
    {
        using var cancellation = new CancellationTokenSource();
        var options = new SyntheticArchiveOptions { Hours = 1_000_000, Faults = FaultLevel.None };
        var progress = new FirstReport(cancellation.Cancel);

        Assert.That(
            async () => await SyntheticArchive.WriteAsync(_root, options, progress, cancellation.Token),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(progress.Files, Is.GreaterThan(0));
    }

    [TestCase(0, 1, 1, 2, 0)]
    [TestCase(1, 101, 1, 2, 0)]
    [TestCase(1, 1, 0, 2, 0)]
    [TestCase(1, 1, 1, 61, 0)]
    [TestCase(1, 1, 1, 0, 0)]
    [TestCase(1, 1, 1, 2, -1)]
    public void WriteAsync_ValueOutsideItsRange_IsRefused(int channels, int qualities, int hours, int seconds, int bytes)
    {
        var options = new SyntheticArchiveOptions
        {
            Channels = channels,
            Qualities = qualities,
            Hours = hours,
            SecondsPerSegment = seconds,
            BytesPerFile = bytes,
        };

        Assert.That(options.Validate(), Has.Count.EqualTo(1));
        Assert.That(() => SyntheticArchive.WriteAsync(_root, options), Throws.ArgumentException);
    }

    [Test]
    public void Validate_Limits_AreWithin()
    {
        var options = new SyntheticArchiveOptions
        {
            Channels = 1000,
            Qualities = 100,
            Hours = 1_000_000,
            SecondsPerSegment = 60,
            BytesPerFile = 100_000_000,
        };

        Assert.That(options.Validate(), Is.Empty);
        Assert.That((options with { Start = Timestamp.Parse("9999-12-31T23").Hour }).Validate(), Has.Count.EqualTo(1));
    }

    [Test]
    public void Plan_TenMillionFiles_FirstHourComesWithoutTheRest()
    {
        var drawn = 0;
        var options = new SyntheticArchiveOptions { Channels = 10, Qualities = 2, Hours = 300, Faults = FaultLevel.Many };

        var plan = SyntheticArchive.Plan(options);
        var hours = plan.Directories.Where(directory => directory.Path.Contains("T18", StringComparison.Ordinal)).Select(Counted);
        var names = hours.First().Files.Take(3).Select(file => file.Text[..9]).ToArray();

        Assert.That(names, Has.Length.EqualTo(3));
        Assert.That(drawn, Is.EqualTo(1));

        PlannedDirectory Counted(PlannedDirectory directory)
        {
            drawn++;
            return directory;
        }
    }

    private string[] TreeOf(SyntheticArchiveOptions options, string name, int parallelism)
    {
        var root = Path.Combine(_root, name);
        SyntheticArchive.Write(root, options, parallelism, progress: null, CancellationToken.None);
        var all = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };
        return [.. Directory.GetFileSystemEntries(root, "*", all).Select(Described).Order(StringComparer.Ordinal)];

        string Described(string path)
        {
            var content = File.Exists(path) ? Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))) : "directory";
            return $"{Path.GetRelativePath(root, path)} {content}";
        }
    }

    private sealed class FirstReport(Action act) : IProgress<long>
    {
        private long _files;

        internal long Files => Interlocked.Read(ref _files);

        public void Report(long value)
        {
            if (Interlocked.Exchange(ref _files, value) == 0) act();
        }
    }
}
