using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace SegmentPipeline.Cli;

/// <summary>A file of configuration: JSON, from a file, a pipe or a device.</summary>
internal static class ConfigurationFile
{
    /// <summary>What is longer is no configuration; a device may have no end.</summary>
    internal const int MostBytes = 16_000_000;

    private const int BufferBytes = 65_536;

    /// <summary>Reads one whole.</summary>
    /// <param name="name">What it is called in faults.</param>
    /// <param name="path">Where it lies.</param>
    /// <param name="faults">Gets what is wrong with it.</param>
    /// <returns>What it says; null if it cannot be read or is not JSON.</returns>
    internal static IConfigurationRoot? Read(string name, string path, List<string> faults)
    {
        byte[] content = [];
        try
        {
            content = ReadBytes(path);
            return new ConfigurationBuilder().AddJsonStream(new MemoryStream(content)).Build();
        }
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException)
        {
            faults.Add($"{name}: cannot be read: there is no such file");
        }
        catch (UnauthorizedAccessException) when (Directory.Exists(path))
        {
            faults.Add($"{name}: cannot be read: it is a directory");
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            faults.Add($"{name}: cannot be read: {cause.Message}");
        }
        catch (Exception cause) when (cause is FormatException or InvalidDataException or JsonException or InvalidOperationException)
        {
            // The last is .NET's word for half a surrogate pair, such as "\ud800".
            faults.Add($"{name}: is not JSON: {JsonFault.Describe(cause, content)}");
        }

        return null;
    }

    private static byte[] ReadBytes(string path)
    {
        using var file = File.OpenRead(path);
        var (content, buffer) = (new MemoryStream(), new byte[BufferBytes]);
        for (int read; (read = file.Read(buffer)) > 0; content.Write(buffer, 0, read))
        {
            if (content.Length + read > MostBytes) throw new IOException($"it is longer than {MostBytes / 1_000_000} MB");
        }

        return content.ToArray();
    }
}
