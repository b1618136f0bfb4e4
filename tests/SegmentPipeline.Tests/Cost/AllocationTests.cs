using System.Text;
using SegmentPipeline.Synthesis;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Cost;

/// <summary>What no file may cost: memory of its own.</summary>
[Platform("Linux")]
internal sealed class AllocationTests
{
    private string _root = "";

    [OneTimeSetUp]
    public async Task LayOut()
    {
        _root = Directory.CreateTempSubdirectory("pipeline-cost-").FullName;
        await SyntheticArchive.WriteAsync(
            _root,
            new SyntheticArchiveOptions
            {
                Channels = 1,
                Qualities = 1,
                Hours = 2,
                Faults = FaultLevel.None,
            }
        );
    }

    [OneTimeTearDown]
    public void Remove() => Directory.Delete(_root, recursive: true);

    [Test]
    public async Task ListAndParse_AnHourOnceBuffersHaveGrown_AllocateNothing()
    {
        var stream = (await SegmentArchive.Open(_root).GetStreamsAsync())[0];
        var plan = new StreamPlan(stream, DirectoryPath.FromText($"{_root}/{stream}"), [], [], IsReadable: true);
        var directory = plan.DirectoryOf(new SyntheticArchiveOptions().Start);
        var store = new DiskStore(DirectoryPath.FromText(_root), LinuxDirectoryReader.Instance);
        var buffers = new HourBuffers();
        ListAndParse();
        ListAndParse();

        var before = GC.GetAllocatedBytesForCurrentThread();
        ListAndParse();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.That(buffers.SegmentCount, Is.EqualTo(1800).Within(2));
        Assert.That(allocated, Is.Zero);

        void ListAndParse()
        {
            buffers.ClearSegments();
            var outcome = store.ListAsync(directory, buffers.Names, CancellationToken.None);
            if (!outcome.IsCompletedSuccessfully) throw new InvalidOperationException("a disk answers at once");
            ParseStage.Parse(buffers);
        }
    }

    /// <remarks>What an hour is remembered by lives for some steps of an audit: arrays of its own would outlive the young
    /// generation.</remarks>
    [Test]
    public void Pack_AnHourOnceThePoolHasItsArray_AllocatesNothing()
    {
        var buffers = new HourBuffers();
        for (var second = 0; second < 3600; second += 2)
            _ = buffers.Names.Add(Encoding.ASCII.GetBytes(SegmentNames.Full($"{second / 60:D2}:{second % 60:D2}")), EntryKind.File);
        ParseStage.Parse(buffers);
        foreach (ref readonly var entry in buffers.Segments) buffers.AddSelected(entry);
        PackedNames.Pack(buffers).GiveBack();

        var before = GC.GetAllocatedBytesForCurrentThread();
        PackedNames.Pack(buffers).GiveBack();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.That(buffers.SelectedCount, Is.EqualTo(1800));
        Assert.That(allocated, Is.Zero);
    }
}
