using Microsoft.Diagnostics.Tracing.Etlx;
using Microsoft.Diagnostics.Tracing.EventPipe;

namespace SegmentPipeline.Profiling;

/// <summary>Makes stacks with names of a trace.</summary>
internal sealed class TraceStacks
{
    /// <summary>Innermost in a thread that was not in managed code: in the runtime, in the operating system, or waiting for
    /// something.</summary>
    internal static readonly Frame Outside = new("[native code or waiting]", "");

    private static readonly Frame Nameless = new("[code without a name]", "");

    private readonly TraceLog _log;
    private readonly StackTree _stacks = new();
    private readonly Dictionary<CallStackIndex, int> _stackOf = [];
    private readonly Dictionary<CodeAddressIndex, Frame> _frameOf = [];
    private readonly Dictionary<ThreadIndex, ThreadTimeline> _threads = [];

    private TraceStacks(TraceLog log) => _log = log;

    /// <exception cref="ProfilingException">The trace cannot be read.</exception>
    internal static SampledProfile Read(TraceDirectory directory, CancellationToken cancellationToken)
    {
        try
        {
            TraceLog.CreateFromEventPipeDataFile(
                directory.TracePath,
                directory.ResolvedPath,
                new TraceLogOptions { ConversionLog = TextWriter.Null }
            );
            cancellationToken.ThrowIfCancellationRequested();
            using var log = new TraceLog(directory.ResolvedPath);
            return new TraceStacks(log).Read(cancellationToken);
        }
        catch (Exception cause) when (cause is not (OperationCanceledException or OutOfMemoryException))
        {
            throw new ProfilingException($"cannot read the trace: {cause.Message.TrimEnd('.')}", cause);
        }
    }

    /// <summary>The method without its parameters. A name has no parenthesis of its own.</summary>
    internal static string WithoutParameters(string method) => method.IndexOf('(') is var at and > 0 ? method[..at] : method;

    private SampledProfile Read(CancellationToken cancellationToken)
    {
        foreach (var sample in _log.Events.ByEventType<ClrThreadSampleTraceData>())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var stack = StackOf(sample.CallStackIndex());
            if (sample.Type == ClrThreadSampleType.External) stack = _stacks.Add(stack, Outside);
            var thread = sample.Thread();
            if (!_threads.TryGetValue(thread.ThreadIndex, out var timeline))
                _threads.Add(thread.ThreadIndex, timeline = new ThreadTimeline(NameOf(thread)));
            timeline.Add(sample.TimeStampRelativeMSec, stack);
        }

        var samples = _threads.Values.Sum(thread => thread.Samples);
        var end = _threads.Values.Select(thread => thread.EndMilliseconds).DefaultIfEmpty().Max();
        var threads = _threads.Values.Select(thread => thread.Finish()).OrderByDescending(BusyMilliseconds).ToList();
        var start = threads.Select(thread => thread.StartMilliseconds).DefaultIfEmpty().Min();
        var summary = new ProfileSummary
        {
            Duration = TimeSpan.FromMilliseconds(end - start),
            Samples = samples,
            Threads = threads.Count,
            Lost = _log.EventsLost,
        };
        return new SampledProfile(_stacks, threads, summary);
    }

    /// <summary>The busiest thread is the one to look at first.</summary>
    private double BusyMilliseconds(ThreadProfile thread) =>
        thread.Runs.Where(run => _stacks.InnermostOf(run.Stack) != Outside).Sum(run => run.Milliseconds);

    private int StackOf(CallStackIndex index)
    {
        if (index == CallStackIndex.Invalid) return _stacks.Add(StackTree.Root, Nameless);
        if (_stackOf.TryGetValue(index, out var known)) return known;
        var inward = new Stack<CallStackIndex>();
        for (; index != CallStackIndex.Invalid && !_stackOf.ContainsKey(index); index = _log.CallStacks.Caller(index)) inward.Push(index);
        var stack = index == CallStackIndex.Invalid ? StackTree.Root : _stackOf[index];
        while (inward.TryPop(out var next)) _stackOf.Add(next, stack = _stacks.Add(stack, FrameOf(_log.CallStacks.CodeAddressIndex(next))));
        return stack;
    }

    private Frame FrameOf(CodeAddressIndex index)
    {
        if (_frameOf.TryGetValue(index, out var known)) return known;
        var address = _log.CodeAddresses[index];
        var method = WithoutParameters(address.FullMethodName);
        var frame = method.Length == 0 ? Nameless : new Frame(method, address.ModuleName);
        _frameOf.Add(index, frame);
        return frame;
    }

    private static string NameOf(TraceThread thread) =>
        string.IsNullOrEmpty(thread.ThreadInfo) ? $"thread {thread.ThreadID}" : $"thread {thread.ThreadID} ({thread.ThreadInfo})";
}
