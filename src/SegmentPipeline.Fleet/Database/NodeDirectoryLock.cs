using System.Globalization;
using System.Text;

namespace SegmentPipeline.Fleet;

/// <summary>The right to use a node's directory: a lock on the file <c>node.lock</c> in it, which says who holds it since when. The kernel
/// frees it when the process ends, however it ends; the file stays.</summary>
/// <remarks>The lock is that of flock. It keeps out other processes of this machine.</remarks>
internal sealed class NodeDirectoryLock : IDisposable
{
    private const string Name = "node.lock";

    private readonly FileStream _file;

    private NodeDirectoryLock(FileStream file) => _file = file;

    /// <summary>Takes it, and makes the directory if there is none.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="node">The node that takes it.</param>
    /// <param name="clock">Says since when.</param>
    /// <exception cref="FleetException">Another process has it, or it cannot be written.</exception>
    internal static NodeDirectoryLock Take(string directory, string node, TimeProvider clock)
    {
        var path = Path.Combine(directory, Name);
        try
        {
            Directory.CreateDirectory(directory);
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            file.SetLength(0);
            file.Write(Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture,
                $"node {node}, process {Environment.ProcessId} on {Environment.MachineName} since {Timestamp.FromDateTimeOffset(clock.GetUtcNow())}\n")));
            return new NodeDirectoryLock(file);
        }
        catch (IOException cause) when (IsHeld(cause))
        {
            throw new FleetException(
                $"{directory} is used by another process of this machine; stop it, or set another directory in the section fleet", cause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new FleetException($"the directory of the node, {directory}, cannot be used: {cause.Message.TrimEnd('.')}", cause);
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>EWOULDBLOCK of Linux and of the BSDs, and what Windows says.</summary>
    private static bool IsHeld(IOException cause) => cause.HResult is 11 or 35 or unchecked((int)0x80070020);
}
