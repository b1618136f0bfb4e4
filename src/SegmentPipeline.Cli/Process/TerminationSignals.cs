using System.Runtime.InteropServices;

namespace SegmentPipeline.Cli;

/// <summary>Turns the first SIGINT, SIGTERM or SIGHUP into a cancellation, so that the report still gets its end. A second one ends the
/// process at once.</summary>
internal sealed class TerminationSignals : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private readonly PosixSignalRegistration _hangUp;
    private int _exitCode;

    private const long OneSignalMilliseconds = 100;

    private long _firstAt;

    internal TerminationSignals()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Receive(context, Cli.ExitCode.Interrupted));
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Receive(context, Cli.ExitCode.Terminated));

        // A terminal that has gone. Under nohup this signal is ignored, and stays so.
        _hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => Receive(context, Cli.ExitCode.Terminated));
    }

    internal CancellationToken Token => _cancellation.Token;

    /// <summary>What to exit with after a cancellation.</summary>
    internal int ExitCode => Volatile.Read(ref _exitCode);

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _hangUp.Dispose();
        _cancellation.Dispose();
    }

    /// <summary>Does what the signal of that exit code does.</summary>
    /// <returns>Whether it is the first.</returns>
    internal bool Receive(int exitCode)
    {
        if (Interlocked.CompareExchange(ref _exitCode, exitCode, 0) != 0) return false;
        _cancellation.Cancel();
        return true;
    }

    /// <summary>The second signal ends the process at once, unless it comes with the first: some senders signal the process and then its
    /// group.</summary>
    private void Receive(PosixSignalContext context, int exitCode)
    {
        var now = Environment.TickCount64;
        var first = Interlocked.CompareExchange(ref _firstAt, now, 0);
        context.Cancel = Receive(exitCode) || now - first < OneSignalMilliseconds;
    }
}
