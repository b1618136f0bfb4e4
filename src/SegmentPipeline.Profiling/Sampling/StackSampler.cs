using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;

namespace SegmentPipeline.Profiling;

/// <summary>Samples the stacks of all managed threads of its own process, from start to stop.
/// <para>The runtime does the sampling, on a thread of its own, and sends what it finds through a socket; a thread of this class writes it
/// to a file. No code of this process runs between two threads' samples and no lock of this process is taken for one
/// (<c>docs/profiling.md</c>).</para></summary>
public sealed class StackSampler : IAsyncDisposable
{
    /// <summary>The runtime has one sampler a process, whoever asks for it: the one thing here that belongs to the process.</summary>
    private static readonly SemaphoreSlim Turn = new(1, 1);

    private static readonly TimeSpan LongestStop = TimeSpan.FromMinutes(1);

    private readonly TraceDirectory _directory;
    private readonly EventPipeSession _session;
    private readonly TraceReader _reader;
    private readonly ITimer _timer;
    private readonly Lazy<Task> _end;
    private string? _cutBy;
    private int _isDisposed;

    private StackSampler(StackSamplerOptions options, TraceDirectory directory, EventPipeSession session)
    {
        _directory = directory;
        _session = session;
        _end = new Lazy<Task>(() => Task.Run(() => _session.StopAsync(CancellationToken.None)));
        _reader = TraceReader.Start(session.EventStream, directory.CreateTrace(), options.LargestTraceBytes, () =>
            Cut("the trace has reached its largest size"));
        _timer = options.TimeProvider.CreateTimer(
            _ => Cut("the profile has reached its longest duration"), null, options.LongestDuration, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Ends when the runtime has sent the last of the trace, whoever ended the sampling.</summary>
    internal Task TraceEnded => _reader.Completion;

    /// <summary>Starts to sample.</summary>
    /// <param name="options">Limits, or null for the defaults.</param>
    /// <param name="cancellationToken">Gives the start up; nothing is left behind.</param>
    /// <exception cref="ArgumentException">A limit limits nothing.</exception>
    /// <exception cref="ProfileInProgressException">The process is being sampled already.</exception>
    /// <exception cref="ProfilingException">The runtime does not let itself be sampled, or there is no place for the trace.</exception>
    public static async Task<StackSampler> StartAsync(StackSamplerOptions? options = null, CancellationToken cancellationToken = default)
    {
        options = (options ?? new StackSamplerOptions()).Checked();
        cancellationToken.ThrowIfCancellationRequested();
        if (!Turn.Wait(TimeSpan.Zero, CancellationToken.None)) throw new ProfileInProgressException();
        TraceDirectory? directory = null;
        EventPipeSession? session = null;
        try
        {
            directory = TraceDirectory.Create(options.TemporaryDirectory);
            session = await OpenAsync(options, cancellationToken).ConfigureAwait(false);
            var sampler = new StackSampler(options, directory, session);
            await sampler._reader.Begun.ConfigureAwait(false);
            return sampler;
        }
        catch
        {
            session?.Dispose();
            directory?.Dispose();
            Turn.Release();
            throw;
        }
    }

    /// <summary>Samples for a while and writes the profile.</summary>
    /// <param name="duration">How long; more than nothing and at most <see cref="StackSamplerOptions.LongestDuration"/>.</param>
    /// <param name="destination">Where to; stays open.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="options">Limits, or null for the defaults.</param>
    /// <param name="cancellationToken">Gives the profile up; no files stay behind, and nothing has been written unless the sampling had
    /// ended.</param>
    /// <exception cref="ArgumentException">A limit limits nothing, or the duration is beyond it.</exception>
    /// <exception cref="ProfileInProgressException">The process is being sampled already.</exception>
    /// <exception cref="ProfilingException">The process cannot be sampled, or the trace not be read.</exception>
    public static async Task<ProfileSummary> ProfileAsync(
        TimeSpan duration,
        Stream destination,
        ProfileFormat format,
        StackSamplerOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        options = (options ?? new StackSamplerOptions()).Checked();
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(duration, options.LongestDuration);
        var sampler = await StartAsync(options, cancellationToken).ConfigureAwait(false);
        await using var _ = sampler.ConfigureAwait(false);
        await Task.Delay(duration, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        return await sampler.StopAsync(destination, format, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the sampling and writes the profile of all that was sampled. Call it once.</summary>
    /// <param name="destination">Where to; stays open.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="cancellationToken">Gives the writing up.</param>
    /// <exception cref="ProfilingException">The trace could not be kept, or cannot be read.</exception>
    /// <exception cref="ObjectDisposedException">It was stopped before.</exception>
    public async Task<ProfileSummary> StopAsync(Stream destination, ProfileFormat format, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        if (!destination.CanWrite) throw new ArgumentException("cannot be written to", nameof(destination));
        if (!Enum.IsDefined(format)) throw new ArgumentOutOfRangeException(nameof(format));
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
        try
        {
            await EndAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            var profile = await Task.Factory.StartNew(
                () => TraceStacks.Read(_directory, cancellationToken),
                cancellationToken,
                TaskCreationOptions.LongRunning, // Seconds on a pool thread would be taken from whoever serves.
                TaskScheduler.Default).ConfigureAwait(false);
            await ProfileWriter.WriteAsync(profile, destination, format, cancellationToken).ConfigureAwait(false);
            return profile.Summary with { CutBy = Volatile.Read(ref _cutBy) };
        }
        finally
        {
            await DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Ends the sampling if it has not ended, and removes the trace. After <see cref="StopAsync"/> it does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0) return;
        try
        {
            await EndAsync().ConfigureAwait(false);
        }
        catch (ProfilingException)
        {
            // Told by StopAsync to whoever wants the profile; here nobody does.
        }
        finally
        {
            _directory.Dispose();
            Turn.Release();
        }
    }

    private static async Task<EventPipeSession> OpenAsync(StackSamplerOptions options, CancellationToken cancellationToken)
    {
        var sampler = new EventPipeProvider("Microsoft-DotNETCore-SampleProfiler", EventLevel.Informational);
        var configuration = new EventPipeSessionConfiguration(
            [sampler],
            options.BufferMegabytes,
            requestRundown: true,
            requestStackwalk: false);
        try
        {
            return await new DiagnosticsClient(Environment.ProcessId)
                .StartEventPipeSessionAsync(configuration, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is DiagnosticsClientException or IOException or TimeoutException)
        {
            throw new ProfilingException(
                $"cannot sample this process: {cause.Message.TrimEnd('.')}; DOTNET_EnableDiagnostics must not be 0 and TMPDIR must be what it was at the start",
                cause);
        }
    }

    private void Cut(string reason)
    {
        if (!_end.IsValueCreated) Interlocked.CompareExchange(ref _cutBy, reason, null);
        _ = _end.Value;
    }

    /// <summary>The runtime answers a stop only when all that it has is read, so the reader reads on meanwhile.</summary>
    private async Task EndAsync()
    {
        try
        {
            await _timer.DisposeAsync().ConfigureAwait(false);
            await Task.WhenAll(_end.Value, _reader.Completion).WaitAsync(LongestStop, TimeProvider.System).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is DiagnosticsClientException or IOException or UnauthorizedAccessException or TimeoutException)
        {
            throw new ProfilingException($"cannot keep the trace: {cause.Message.TrimEnd('.')}", cause);
        }
        finally
        {
            _session.Dispose();
        }
    }
}
