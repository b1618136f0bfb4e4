using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace SegmentPipeline.Scheduling;

/// <summary>A secret that stands in a file or in a variable of the environment. It is read when it is needed and kept nowhere, so that it
/// can be changed at any time.</summary>
internal static class SecretText
{
    private const int MostBytes = 4096;

    /// <summary>Reads one; line ends at its end do not belong to it.</summary>
    /// <param name="file">The file; null if it stands in the environment.</param>
    /// <param name="environment">The name of the variable, if there is no file.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="fault">Why it cannot be read, without any of it and without its place.</param>
    internal static bool TryRead(
        string? file,
        string? environment,
        [NotNullWhen(true)] out byte[]? secret,
        [NotNullWhen(false)] out string? fault)
    {
        secret = null;
        var bytes = Encoding.UTF8.GetBytes(environment is null ? "" : Environment.GetEnvironmentVariable(environment) ?? "");
        if (file is not null && !TryReadFile(file, out bytes, out fault)) return false;
        var text = bytes.AsSpan().TrimEnd("\r\n"u8);
        fault = text.Length > 0 ? null : file is null ? "the environment has no such secret" : "the file of the secret is empty";
        if (fault is not null) return false;
        secret = text.ToArray();
        return true;
    }

    private static bool TryReadFile(string path, [NotNullWhen(true)] out byte[]? bytes, [NotNullWhen(false)] out string? fault)
    {
        (bytes, fault) = (null, null);
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var buffer = new byte[MostBytes + 1];
            var length = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            if (length <= MostBytes) bytes = buffer[..length];
            else fault = $"the file of the secret is longer than {MostBytes} bytes";
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            fault = "the file of the secret cannot be read";
        }

        return fault is null;
    }
}
