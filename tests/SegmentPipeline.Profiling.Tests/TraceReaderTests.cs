using SegmentPipeline.Testing;

namespace SegmentPipeline.Profiling.Tests;

/// <summary>What becomes of a trace on its way to the file.</summary>
internal sealed class TraceReaderTests
{
    private static readonly byte[] Trace = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i % 256))];

    [TestCase(200_000, 1)]
    [TestCase(200_001, 0)]
    public async Task Trace_AtItsLargest_IsKeptWholeAndToldOnce(int largest, int told)
    {
        using var source = new MemoryStream(Trace);
        using var file = new MemoryStream();
        var calls = 0;
        await TraceReader.Start(source, file, largest, () => calls++).Completion.Soon();

        Assert.That(file.ToArray(), Is.EqualTo(Trace));
        Assert.That(calls, Is.EqualTo(told));
    }

    [Test]
    public async Task File_ThatFails_EndsTheSamplingAndHoldsNobodyUp()
    {
        using var source = new MemoryStream(Trace);
        var calls = 0;

        var fault = await Assert.ThrowsAsync<IOException>(() =>
            TraceReader.Start(source, new FullStream(), long.MaxValue, () => calls++).Completion.Soon());

        Assert.That(fault!.Message, Is.EqualTo(FullStream.Message));
        Assert.That(source.Position, Is.EqualTo(Trace.Length), "the runtime would wait for a reader");
        Assert.That(calls, Is.EqualTo(1));
    }
}
