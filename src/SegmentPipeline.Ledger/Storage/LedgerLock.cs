using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace SegmentPipeline.Ledger;

/// <summary>The right to write to a ledger: a lock on the file <c>LEDGER.lock</c>, which says who holds it since when. The kernel frees it
/// when the process ends, however it ends; the file stays.</summary>
/// <remarks>The lock is that of flock. On a network file system it keeps out other machines only if that one passes locks on.</remarks>
internal sealed class LedgerLock : IDisposable
{
    /// <summary>What .NET says when a file is locked: EWOULDBLOCK of Linux and of the BSDs, ERROR_SHARING_VIOLATION.</summary>
    private static readonly int[] SharingViolations = [11, 35, unchecked((int)0x80070020)];

    private const string ForAMoment = ", for a moment";

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestMoment = TimeSpan.FromSeconds(30);

    private readonly FileStream _file;

    private LedgerLock(FileStream file) => _file = file;

    /// <summary>Takes the lock. Who holds it for a moment is waited for.</summary>
    /// <exception cref="LedgerException">Somebody else holds it, or the file cannot be written.</exception>
    internal static LedgerLock Acquire(string ledger, TimeProvider clock) => Acquire(ledger, clock, "");

    /// <summary>Takes the lock for as long as a write takes: others wait for it.</summary>
    /// <exception cref="LedgerException">Somebody else holds it, or the file cannot be written.</exception>
    internal static LedgerLock AcquireForAMoment(string ledger, TimeProvider clock) => Acquire(ledger, clock, ForAMoment);

    /// <summary>Takes the right to verify, one at a time. It lasts as long as the verification; the ledger itself is held only when
    /// something is written.</summary>
    /// <exception cref="LedgerException">Somebody else verifies, or the file cannot be written.</exception>
    internal static LedgerLock AcquireForVerification(string ledger, TimeProvider clock)
    {
        var path = VerificationOf(ledger) + ".lock";
        try
        {
            return Take(path, clock, "");
        }
        catch (IOException cause) when (Array.IndexOf(SharingViolations, cause.HResult) >= 0)
        {
            throw new LedgerException(
                LedgerFault.Held,
                $"a verification with the ledger {ledger} is under way, by {HolderOf(path) ?? "another process"}; wait until it is done",
                cause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw LedgerFaults.Unusable(ledger, cause.Message.TrimEnd('.'), cause);
        }
    }

    /// <summary>What stands for a verification where a ledger stands for audits: its name without <c>.lock</c>.</summary>
    internal static string VerificationOf(string ledger) => ledger + ".verify";

    private static LedgerLock Acquire(string ledger, TimeProvider clock, string howLong)
    {
        var path = ledger + ".lock";
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return Take(path, clock, howLong);
            }
            catch (IOException cause) when (Array.IndexOf(SharingViolations, cause.HResult) >= 0)
            {
                var holder = HolderOf(path);
                if (TimeProvider.System.GetElapsedTime(begun) >= LongestWait(holder))
                {
                    throw new LedgerException(
                        LedgerFault.Held, $"the ledger {ledger} is held by {holder ?? "another process"}; wait until it is done", cause);
                }

                CancellationToken.None.WaitHandle.WaitOne(BetweenTries);
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                throw LedgerFaults.Unusable(ledger, cause.Message.TrimEnd('.'), cause);
            }
        }
    }

    private static LedgerLock Take(string path, TimeProvider clock, string howLong)
    {
        var taken = new LedgerLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
        try
        {
            taken.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"process {Environment.ProcessId} on {Environment.MachineName} since {Timestamp.FromDateTimeOffset(clock.GetUtcNow())}{howLong}\n"));
            return taken;
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>How long whoever holds it is waited for: not at all, unless it is for a moment; a little if it has not said so yet, or not
    /// any more. What a process has left that was killed says nothing of who holds it now.</summary>
    internal static TimeSpan LongestWait(string? holder) => holder switch
    {
        null or "" => OperatingSystem.IsLinux() ? LongestSilence : TimeSpan.Zero,
        _ when IsNoMore(holder) => LongestSilence,
        _ when holder.EndsWith(ForAMoment, StringComparison.Ordinal) => LongestMoment,
        _ => TimeSpan.Zero,
    };

    /// <summary>Whether nobody holds a ledger: the file says so, or says that it was a process of this machine that is no more.</summary>
    internal static bool IsLetGo(string ledger) =>
        HolderOf(ledger + ".lock") is { Length: > 0 } holder ? IsNoMore(holder) : OperatingSystem.IsLinux();

    /// <summary>Whether a holder was a process of this machine that is no more.</summary>
    private static bool IsNoMore(string holder) =>
        OperatingSystem.IsLinux()
        && holder.Split(' ') is ["process", var id, "on", var machine, ..]
        && machine == Environment.MachineName
        && !Directory.Exists($"/proc/{id}");

    public void Dispose()
    {
        try
        {
            Write("");
        }
        catch (IOException)
        {
            // A text that stays says nothing as long as nobody holds the lock.
        }

        _file.Dispose();
    }

    private void Write(string text)
    {
        _file.SetLength(0);
        _file.Write(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Who holds the lock; null if there is no telling.</summary>
    private static string? HolderOf(string path)
    {
        if (!OperatingSystem.IsLinux()) return null;

        // Without asking for a lock, which .NET always does.
        using var handle = new SafeFileHandle(LibC.Open(path, LibC.OpenFileFlags), ownsHandle: true);
        if (handle.IsInvalid) return null;
        var text = new byte[512];
        var length = RandomAccess.Read(handle, text, 0);
        return length == 0 ? null : Encoding.UTF8.GetString(text, 0, length).Trim();
    }
}
