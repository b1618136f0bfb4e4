using System.Text;

namespace SegmentPipeline;

/// <summary>Calls of the C library that .NET has no equal of, a file each. Who needs one links its file, and this one.</summary>
internal static partial class LibC
{
    /// <summary>ENOENT.</summary>
    internal const int NoEntry = 2;

    /// <summary>EINTR.</summary>
    internal const int Interrupted = 4;

    /// <summary>EEXIST.</summary>
    internal const int AlreadyExists = 17;

    /// <summary>ENOTDIR.</summary>
    internal const int NotADirectory = 20;

    /// <summary>ENAMETOOLONG, of Linux.</summary>
    internal const int NameTooLong = 36;

    /// <summary>ELOOP, of Linux.</summary>
    internal const int TooManyLinks = 40;

    /// <summary>AT_FDCWD, of Linux: paths begin where the process stands.</summary>
    internal const int CurrentDirectory = -100;

    /// <summary>A path as C expects it: UTF-8 with a NUL behind it.</summary>
    internal static byte[] Terminated(string path) => [.. Encoding.UTF8.GetBytes(path), 0];
}
