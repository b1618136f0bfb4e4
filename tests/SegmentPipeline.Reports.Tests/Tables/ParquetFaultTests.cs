using SegmentPipeline.Tests.Records;

namespace SegmentPipeline.Reports.Tests.Tables;

/// <summary>What becomes of a table whose stream fails.</summary>
internal sealed class ParquetFaultTests
{
    [Test]
    public async Task Stream_ThatFillsUpAnywhere_FailsWithItsOwnFault()
    {
        var length = (await DuckTable.BytesOfAsync(SampleRecords.All)).Length;
        for (var room = 0; room < length; room += 97)
        {
            using var stream = new FullStream(room);
            var fault = await Assert.CatchAsync<IOException>(async () =>
            {
                var writer = new ParquetRecordWriter(stream);
                foreach (var record in SampleRecords.All) await writer.WriteAsync(record);
                await writer.CompleteAsync();
            });
            Assert.That(fault, Is.SameAs(stream.Fault), $"room for {room} bytes");
        }
    }

    /// <summary>Has room for some bytes.</summary>
    private sealed class FullStream(int roomBytes) : Stream
    {
        private int _writtenBytes;

        internal IOException Fault { get; } = new("No space left on device");

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Write(byte[] buffer, int offset, int count)
        {
            _writtenBytes += count;
            if (_writtenBytes > roomBytes) throw Fault;
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
