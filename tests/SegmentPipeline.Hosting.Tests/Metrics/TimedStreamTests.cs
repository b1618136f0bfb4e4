using System.Text;

namespace SegmentPipeline.Hosting.Tests.Metrics;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class TimedStreamTests
{
    private readonly TimedOperations _timed = new();

    [TearDown]
    public void Stop() => _timed.Dispose();

    [Test]
    public async Task Stream_WrittenInEveryWay_CountsItsBytesUntilItIsDisposed()
    {
        var target = new MemoryStream();
        var stream = _timed.Timer.Wrap("x", target);
        stream.WriteByte((byte)'a');
        stream.Write("bc"u8);
        stream.Write(Encoding.ASCII.GetBytes("_de_"), 1, 2);
        await stream.WriteAsync(Encoding.ASCII.GetBytes("f"));
        await stream.FlushAsync();
        _timed.Pass(12);
        Assert.That(_timed.Whole(), Is.Empty);
        await stream.DisposeAsync();
        await stream.DisposeAsync();

        Assert.That(Encoding.ASCII.GetString(target.ToArray()), Is.EqualTo("abcdef"));
        Assert.That(() => target.WriteByte(0), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(_timed.Whole(), Is.EqualTo(["12 100 200 operation=test input=x result=0 end=yes"]));
        Assert.That(_timed.PerUnit().Single(), Does.StartWith("2 "));
    }

    [Test]
    public async Task Stream_ReadInEveryWay_GivesTheSameBytesAndCountsThem()
    {
        var buffer = new byte[3];
        var text = new StringBuilder();
        await using (var stream = _timed.Timer.Wrap("x", new MemoryStream("abcdef"u8.ToArray())))
        {
            text.Append((char)stream.ReadByte());
            text.Append(Encoding.ASCII.GetString(buffer, 0, stream.Read(buffer, 0, 2)));
            text.Append(Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer)));
            Assert.That(stream.ReadByte(), Is.EqualTo(-1));
            _timed.Pass(6);
        }

        Assert.That(text.ToString(), Is.EqualTo("abcdef"));
        Assert.That(_timed.PerUnit().Single(), Does.StartWith("1 "));
    }

    [Test]
    public void Stream_ThatFails_TellsItsFirstError()
    {
        var stream = _timed.Timer.Wrap("x", new MemoryStream([], writable: false));
        Assert.That(() => stream.Write("a"u8), Throws.InstanceOf<NotSupportedException>());
        stream.Dispose();

        Assert.That(
            _timed.Whole(),
            Is.EqualTo(["0 100 200 operation=test error.type=System.NotSupportedException input=x result=0 end=no"]));
    }

    [Test]
    public void Stream_Wrapped_IsWhatItWas()
    {
        using var stream = _timed.Timer.Wrap("x", new MemoryStream("abc"u8.ToArray()));
        stream.SetLength(2);
        stream.Position = 1;

        Assert.That((stream.CanRead, stream.CanSeek, stream.CanWrite, stream.CanTimeout), Is.EqualTo((true, true, true, false)));
        Assert.That((stream.Length, stream.Position, stream.Seek(0, SeekOrigin.End)), Is.EqualTo((2L, 1L, 2L)));
    }
}
