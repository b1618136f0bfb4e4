using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace SegmentPipeline.Replicas;

/// <summary>A file that is being fetched: its bytes are hashed while they come, and nobody sees it yet.</summary>
internal sealed class IncomingFile(SafeFileHandle handle, byte[]? hiddenName) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    internal SafeFileHandle Handle => handle;

    /// <summary>The name that it has until it is published, with its NUL; null if it has none.</summary>
    internal byte[]? HiddenName => hiddenName;

    internal long Length { get; private set; }

    /// <summary>Adds bytes at its end.</summary>
    /// <exception cref="IOException">They cannot be written.</exception>
    internal void Append(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        RandomAccess.Write(handle, bytes, Length);
        Length += bytes.Length;
    }

    /// <summary>The SHA-256 of all its bytes.</summary>
    internal byte[] Hash() => _hash.GetHashAndReset();

    /// <summary>Waits until its bytes are on the disk.</summary>
    internal void Synchronize() => RandomAccess.FlushToDisk(handle);

    public void Dispose()
    {
        handle.Dispose();
        _hash.Dispose();
    }
}
