using System.Text;

namespace SegmentPipeline.Scheduling;

/// <summary>The secret of a hook. It is read when it is needed and kept nowhere, so that it can be changed at any time.</summary>
internal static class HookSecret
{
    private const int MostBytes = 4096;

    /// <summary>Whether a hook has one.</summary>
    internal static bool IsNamed(NotifyHook hook) => (hook.SecretFile ?? hook.SecretEnvironment) is not null;

    /// <summary>Reads it; line ends at its end do not belong to it.</summary>
    /// <exception cref="DeliveryException">It cannot be read, or is empty.</exception>
    internal static byte[] Read(NotifyHook hook)
    {
        var bytes = hook.SecretFile is { } file
            ? ReadFile(file)
            : Encoding.UTF8.GetBytes(Environment.GetEnvironmentVariable(hook.SecretEnvironment!) ?? "");
        var secret = bytes.AsSpan().TrimEnd("\r\n"u8);
        return secret.Length > 0
            ? secret.ToArray()
            : throw new DeliveryException(
                hook.SecretFile is null ? "the environment has no such secret" : "the file of the secret is empty", mayPass: false);
    }

    private static byte[] ReadFile(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[MostBytes + 1];
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return length <= MostBytes
                ? bytes[..length]
                : throw new DeliveryException($"the file of the secret is longer than {MostBytes} bytes", mayPass: false);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new DeliveryException("the file of the secret cannot be read", mayPass: false, cause);
        }
    }
}
