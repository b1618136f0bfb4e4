using System.Text;
using System.Text.Unicode;

namespace SegmentPipeline.Expectations;

/// <summary>Reads a file of a source whole, if it is a text that is no larger than it may be.</summary>
internal static class SourceFile
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>By what one sees that a file has changed.</summary>
    internal static (long Length, DateTime Written) StampOf(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? (file.Length, file.LastWriteTimeUtc) : (-1, default);
    }

    /// <exception cref="FormatException">It cannot be read, is too large, or is no text.</exception>
    internal static string Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return TextOf(file);
        }
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FormatException("cannot be read: there is no such file", cause);
        }
        catch (UnauthorizedAccessException cause) when (Directory.Exists(path))
        {
            throw new FormatException("cannot be read: it is a directory", cause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new FormatException($"cannot be read: {cause.Message}", cause);
        }
    }

    private static string TextOf(Stream file)
    {
        using var content = new MemoryStream();
        var buffer = new byte[BufferBytes];
        for (int read; (read = file.Read(buffer)) > 0; content.Write(buffer, 0, read))
        {
            if (content.Length + read > SourceBounds.MostFileBytes)
                throw new FormatException($"is longer than {SourceBounds.MostFileBytes / 1_000_000} MB");
        }

        var bytes = content.GetBuffer().AsSpan(0, (int)content.Length);
        if (bytes.StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[Encoding.UTF8.Preamble.Length..];
        if (!Utf8.IsValid(bytes) || bytes.Contains((byte)0)) throw new FormatException("is no text: it is not UTF-8, or has a NUL in it");
        return Encoding.UTF8.GetString(bytes);
    }
}
