namespace SegmentPipeline.Profiling;

/// <summary>Takes the trace from the runtime and writes it to a file, on a thread of its own: under full load the thread pool may have none
/// to spare, and what is not read in time is lost. It understands nothing of what it takes: whoever did might need a lock of the runtime's
/// that the runtime keeps while it waits for its reader.</summary>
internal sealed class TraceReader
{
    private const int BufferBytes = 1 << 16;

    private readonly Stream _source;
    private readonly Stream _file;
    private readonly long _largestBytes;
    private readonly Action _onLargest;
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TraceReader(Stream source, Stream file, long largestBytes, Action onLargest)
    {
        _source = source;
        _file = file;
        _largestBytes = largestBytes;
        _onLargest = onLargest;
    }

    /// <summary>Ends when something has been read and written, so that all the reader ever does has been done once, or when nothing will
    /// be.</summary>
    internal Task Begun => _begun.Task;

    /// <summary>Ends when the trace has ended and the file is whole; with the fault if it is not.</summary>
    internal Task Completion => _completion.Task;

    /// <summary>Starts to read.</summary>
    /// <param name="source">The runtime's end.</param>
    /// <param name="file">Where to; closed at the end.</param>
    /// <param name="largestBytes">When to call <paramref name="onLargest"/>. The rest is read and kept: it has the names.</param>
    /// <param name="onLargest">Ends the sampling, as it is also of no use once the file has failed. It must not wait.</param>
    internal static TraceReader Start(Stream source, Stream file, long largestBytes, Action onLargest)
    {
        var reader = new TraceReader(source, file, largestBytes, onLargest);
        new Thread(reader.Run) { IsBackground = true, Name = "profile reader" }.Start();
        return reader;
    }

    private void Run()
    {
        try
        {
            using (_file) Copy();
            _completion.SetResult();
        }
        catch (Exception fault)
        {
            _completion.SetException(fault);
        }
        finally
        {
            _begun.TrySetResult();
        }
    }

    /// <summary>After a fault of the file it reads on, or the runtime would wait for it.</summary>
    private void Copy()
    {
        var buffer = new byte[BufferBytes];
        Exception? fault = null;
        for (long total = 0; ;)
        {
            var count = _source.Read(buffer);
            if (count == 0) break;
            var before = total;
            total += count;
            if (before < _largestBytes && total >= _largestBytes) _onLargest();
            if (fault is not null) continue;
            try
            {
                _file.Write(buffer, 0, count);
                _begun.TrySetResult();
            }
            catch (IOException cause)
            {
                fault = cause;
                _onLargest();
            }
        }

        if (fault is not null) throw fault;
    }
}
