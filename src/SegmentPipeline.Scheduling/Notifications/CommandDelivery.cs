using System.ComponentModel;
using System.Diagnostics;

namespace SegmentPipeline.Scheduling;

/// <summary>Starts a program and gives it the message on standard input. What the program writes is read and dropped.</summary>
/// <param name="hook">The hook.</param>
/// <param name="secrets">Environment variables that the program does not get, since secrets of hooks are in them.</param>
internal sealed class CommandDelivery(NotifyHook hook, IReadOnlyList<string> secrets) : IHookDelivery
{
    public async Task SendAsync(HookMessage message, CancellationToken cancellationToken)
    {
        using var process = Start();
        using var reading = new CancellationTokenSource();
        var output = DropAsync(process.StandardOutput.BaseStream, reading.Token);
        var error = DropAsync(process.StandardError.BaseStream, reading.Token);
        try
        {
            await WriteAsync(process.StandardInput.BaseStream, message.ToJson(), cancellationToken).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            End(process);
            await reading.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(output, error).ConfigureAwait(false);
        }

        if (process.ExitCode != 0) throw new DeliveryException($"it ended with {process.ExitCode}", mayPass: true);
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(hook.Command[0], hook.Command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in secrets) start.Environment.Remove(name);
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception cause)
        {
            throw new DeliveryException(
                cause.NativeErrorCode == 2 ? "there is no such program" : "it cannot be started", mayPass: false, cause);
        }
    }

    /// <summary>A program need not read what it gets.</summary>
    private static async Task WriteAsync(Stream input, byte[] message, CancellationToken cancellationToken)
    {
        try
        {
            await using (input.ConfigureAwait(false)) await input.WriteAsync(message, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It has closed its input, or has ended; what it ends with says whether all is well.
        }
    }

    private static async Task DropAsync(Stream output, CancellationToken cancellationToken)
    {
        try
        {
            await output.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception end) when (end is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // Nobody needs it any more.
        }
    }

    /// <summary>Ends it and all that it has started, if it has not ended by itself.</summary>
    private static void End(Process process)
    {
        try
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
        catch (Exception cause) when (cause is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has just ended.
        }
    }
}
