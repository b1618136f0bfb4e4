using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace SegmentPipeline.Replicas;

/// <summary>Opens and makes directories of an archive that is being filled, each by its name in one that is open.</summary>
[SupportedOSPlatform("linux")]
internal static class FilledDirectory
{
    private const uint Mode = 0x1FF; // rwxrwxrwx, less the mask of the process

    /// <summary>Opens a directory; null if it cannot be.</summary>
    /// <param name="above">The directory in which its name stands.</param>
    /// <param name="terminatedName">Its name.</param>
    /// <param name="follows">Whether a link to a directory is one. What is hidden is this program's own, and never a link.</param>
    internal static SafeFileHandle? TryOpen(SafeFileHandle above, ReadOnlySpan<byte> terminatedName, bool follows = true)
    {
        var descriptor = LibC.OpenAt(above, terminatedName, LibC.OpenDirectoryFlags | (follows ? 0 : LibC.NotFollowing), 0);
        return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : null;
    }

    /// <summary>Opens a directory, and makes it if it is not there. One that was made is on the disk.</summary>
    /// <exception cref="BlockedPlaceException">Something that is no directory stands in its place.</exception>
    /// <exception cref="IOException">It cannot be opened or made.</exception>
    internal static SafeFileHandle OpenOrMake(SafeFileHandle above, ReadOnlySpan<byte> terminatedName, bool follows = true)
    {
        if (TryOpen(above, terminatedName, follows) is { } there) return there;
        var error = Marshal.GetLastPInvokeError();
        if (error == LibC.NoEntry)
        {
            if (LibC.MakeDirectoryAt(above, terminatedName, Mode) != 0)
            {
                error = Marshal.GetLastPInvokeError();
                if (error != LibC.AlreadyExists) throw Failure($"make the directory {RawName.ToText(terminatedName[..^1])}", error);
            }
            else
            {
                _ = LibC.Synchronize(above);
            }

            if (TryOpen(above, terminatedName, follows) is { } made) return made;
            error = Marshal.GetLastPInvokeError();
        }

        throw Failure($"open the directory {RawName.ToText(terminatedName[..^1])}", error);
    }

    /// <summary>What the system says, as an exception.</summary>
    internal static IOException Failure(string what, int error)
    {
        var message = $"cannot {what}: {Marshal.GetPInvokeErrorMessage(error)}";
        return error is LibC.NotADirectory or LibC.NameTooLong or LibC.TooManyLinks
            ? new BlockedPlaceException(message)
            : new IOException(message);
    }
}

/// <summary>A name of a peer cannot have its place here: something that is no directory stands in the way. Other names can.</summary>
internal sealed class BlockedPlaceException(string message) : IOException(message);
