using System.Diagnostics;

namespace SegmentPipeline.Hosting;

/// <summary>Times one kind of operation, whatever its form: wall time, and processor time in the program and in the system.</summary>
/// <typeparam name="TInput">What operations are given.</typeparam>
/// <typeparam name="TResult">What they give; of a sequence, its items.</typeparam>
/// <remarks>
/// Results and errors of the operation reach the caller unchanged. Each measurement carries the tag <c>operation</c>, the computed tags,
/// and, only if the operation failed, <c>error</c> with the full name of the exception's type. Processor time is the current thread's
/// own for <see cref="Run(TInput, Func{TInput, TResult})"/> on 64-bit Linux. For all other forms, and elsewhere, it is that of the whole
/// process meanwhile, since their work moves between threads; operations side by side then each count the same time. If nobody
/// listens, nothing is timed, and the synchronous form allocates nothing.
/// </remarks>
public sealed class OperationTimer<TInput, TResult>
{
    private readonly OperationInstruments _instruments;
    private readonly OperationDescription<TInput, TResult> _description;

    internal OperationTimer(OperationInstruments instruments, OperationDescription<TInput, TResult> description)
    {
        _instruments = instruments;
        _description = description;
    }

    /// <summary>Does something on this thread and times it.</summary>
    /// <param name="input">What the operation is given.</param>
    /// <param name="operation">What to do; a <c>static</c> lambda allocates nothing.</param>
    public TResult Run(TInput input, Func<TInput, TResult> operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        if (!_instruments.Enabled) return operation(input);
        var start = _instruments.Start(_instruments.Cpu.Thread);
        TResult result;
        try
        {
            result = operation(input);
        }
        catch (Exception exception)
        {
            End(start, new() { Input = input, Result = default, Amount = 0, Error = exception, RanToEnd = false });
            throw;
        }

        End(start, new() { Input = input, Result = result, Amount = 0, Error = null, RanToEnd = true });
        return result;
    }

    /// <summary>Does something that gives a task, and times it until the task has ended.</summary>
    /// <param name="input">What the operation is given.</param>
    /// <param name="operation">What to do.</param>
    public Task<TResult> RunAsync(TInput input, Func<TInput, Task<TResult>> operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return _instruments.Enabled
            ? AwaitAsync(input, operation, static (input, operation) => new ValueTask<TResult>(operation(input))).AsTask()
            : operation(input);
    }

    /// <summary>Does something that gives a value task, and times it until the task has ended.</summary>
    /// <param name="input">What the operation is given.</param>
    /// <param name="operation">What to do.</param>
    public ValueTask<TResult> RunValueAsync(TInput input, Func<TInput, ValueTask<TResult>> operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return _instruments.Enabled
            ? AwaitAsync(input, operation, static (input, operation) => operation(input))
            : operation(input);
    }

    /// <summary>Times a whole enumeration: from its beginning, not from the making of the sequence, until it is disposed, which
    /// <c>foreach</c> does at the end, after an error, and when its body leaves early.</summary>
    /// <param name="input">What the sequence was made from.</param>
    /// <param name="sequence">The sequence. Each enumeration of it is one operation.</param>
    /// <returns>The same items. Time in which the consumer does something else counts too.</returns>
    public IEnumerable<TResult> Enumerate(TInput input, IEnumerable<TResult> sequence)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        return new TimedSequence<TInput, TResult>(this, input, sequence);
    }

    /// <inheritdoc cref="Enumerate" />
    public IAsyncEnumerable<TResult> EnumerateAsync(TInput input, IAsyncEnumerable<TResult> sequence)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        return new TimedAsyncSequence<TInput, TResult>(this, input, sequence);
    }

    /// <summary>Times the use of a stream: from now until it is disposed, all reading and writing between, and pauses too. Its first
    /// error is the operation's; the bytes moved are its amount.</summary>
    /// <param name="input">What the stream was made from.</param>
    /// <param name="stream">The stream; it is disposed with the one that is returned.</param>
    public Stream Wrap(TInput input, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!_instruments.Enabled) return stream;
        var watch = new OperationWatch<TInput, TResult>(this, input);
        return new TimedStream(stream, watch.End);
    }

    internal bool Enabled => _instruments.Enabled;

    internal OperationStart Start() => _instruments.Start(_instruments.Cpu.Process);

    internal void End(in OperationStart start, in OperationEnd<TInput, TResult> end)
    {
        var tags = new TagList { { Label.Operation, _description.Name } };
        if (end.Error is { } error) tags.Add(Label.Error, error.GetType().FullName ?? error.GetType().Name);
        foreach (var tag in _description.Tags) tags.Add(tag.Key, Compute(tag.Value, end));
        _instruments.Record(start, WorkOf(end), _description.WorkUnit, ref tags);
    }

    private async ValueTask<TResult> AwaitAsync<TOperation>(
        TInput input, TOperation operation, Func<TInput, TOperation, ValueTask<TResult>> begin)
    {
        var start = Start();
        TResult result;
        try
        {
            result = await begin(input, operation).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            End(start, new() { Input = input, Result = default, Amount = 0, Error = exception, RanToEnd = false });
            throw;
        }

        End(start, new() { Input = input, Result = result, Amount = 0, Error = null, RanToEnd = true });
        return result;
    }

    private static string Compute(Func<OperationEnd<TInput, TResult>, string?> tag, in OperationEnd<TInput, TResult> end)
    {
        try
        {
            return tag(end) ?? "";
        }
        catch (Exception)
        {
            return "";
        }
    }

    private double WorkOf(in OperationEnd<TInput, TResult> end)
    {
        try
        {
            return _description.Work?.Invoke(end) ?? double.NaN;
        }
        catch (Exception)
        {
            return double.NaN;
        }
    }
}
