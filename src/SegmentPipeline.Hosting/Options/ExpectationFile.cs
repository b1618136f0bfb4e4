using System.Text.Json;
using Microsoft.Extensions.Configuration;
using SegmentPipeline.Expectations;

namespace SegmentPipeline.Hosting;

/// <summary>Reads a JSON file that says what is expected.</summary>
internal static class ExpectationFile
{
    private const string Key = "expect";

    private const int MostBytes = 16_000_000;

    /// <summary>The rules that it has.</summary>
    /// <param name="file">The file.</param>
    /// <param name="directory">Where a relative path begins; null for the working directory.</param>
    /// <exception cref="ExpectationException">It cannot be read, or is none.</exception>
    internal static List<ExpectationRule> Read(string file, string? directory)
    {
        var faults = new List<PipelineFault>();
        var root = Open(file, directory);
        foreach (var child in root.GetChildren().Where(child => child.Key is not (Key or "$schema")))
            faults.Add(new PipelineFault(child.Key, $"no such key; the one key is {Key}"));
        var section = root.GetSection(Key);
        if (!section.GetChildren().Any() && section.Value is null) faults.Add(new PipelineFault(Key, "it is not there: a list of rules is expected"));
        var rules = ExpectationSection.ReadRules(section, faults);
        return faults.Count == 0 ? rules : throw new ExpectationException($"{file}: {string.Join("; ", faults)}");
    }

    private static IConfigurationRoot Open(string file, string? directory)
    {
        try
        {
            var path = Path.GetFullPath(file, directory ?? Environment.CurrentDirectory);
            if (Directory.Exists(path)) throw new ExpectationException($"{file}: cannot be read: it is a directory");
            using var stream = File.OpenRead(path);
            using var content = new MemoryStream();
            var buffer = new byte[64 * 1024];
            for (int read; (read = stream.Read(buffer)) > 0; content.Write(buffer, 0, read))
            {
                if (content.Length + read > MostBytes) throw new ExpectationException($"{file}: is longer than {MostBytes / 1_000_000} MB");
            }

            content.Position = 0;
            return new ConfigurationBuilder().AddJsonStream(content).Build();
        }
        catch (Exception fault) when (fault is FormatException or InvalidDataException or JsonException or InvalidOperationException)
        {
            throw new ExpectationException($"{file}: is not JSON: {(fault.InnerException ?? fault).Message}", fault);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ExpectationException($"{file}: cannot be read: there is no such file", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ExpectationException($"{file}: cannot be read: {fault.Message}", fault);
        }
    }
}
