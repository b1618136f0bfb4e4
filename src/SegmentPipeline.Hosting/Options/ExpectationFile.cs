using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using SegmentPipeline.Expectations;

namespace SegmentPipeline.Hosting;

/// <summary>A JSON file that says what is expected.</summary>
public static class ExpectationFile
{
    private const string Key = "expect";

    private const int MostBytes = 16_000_000;

    /// <summary>The rules that it has.</summary>
    /// <param name="file">The file.</param>
    /// <param name="directory">Where a relative path begins; null for the working directory.</param>
    /// <exception cref="ExpectationException">It cannot be read, or is none.</exception>
    public static IReadOnlyList<ExpectationRule> Read(string file, string? directory)
    {
        ArgumentNullException.ThrowIfNull(file);
        var faults = new List<PipelineFault>();
        var root = Open(file, directory);
        foreach (var child in root.GetChildren().Where(child => child.Key is not (Key or "$schema")))
            faults.Add(new PipelineFault(child.Key, $"no such key; the one key is {Key}"));
        var section = root.GetSection(Key);
        if (!section.GetChildren().Any() && section.Value is null) faults.Add(new PipelineFault(Key, "it is not there: a list of rules is expected"));
        var rules = ExpectationSection.ReadRules(section, faults);
        return faults.Count == 0 ? rules : throw new ExpectationException($"{file}: {string.Join("; ", faults)}");
    }

    /// <summary>Writes rules that have nothing but overrides, so that <see cref="Read"/> gives them back.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="rules">The rules, at least one.</param>
    public static void WriteOverrides(Stream stream, IReadOnlyList<ExpectationRule> rules)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(rules);
        using var json = new Utf8JsonWriter(
            stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteStartArray(Key);
        foreach (var rule in rules)
        {
            json.WriteStartObject();
            json.WriteStartArray("streams"u8);
            foreach (var pattern in rule.Streams) json.WriteStringValue(pattern);
            json.WriteEndArray();
            json.WriteStartArray("override"u8);
            foreach (var one in rule.Overrides) Write(json, one);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ExpectationOverride one)
    {
        json.WriteStartObject();
        json.WriteString("start"u8, one.Range.Start.ToString());
        json.WriteString("end"u8, one.Range.End.ToString());
        json.WriteBoolean("expected"u8, one.Expected);
        json.WriteString("reason"u8, one.Reason);
        json.WriteString("until"u8, one.Until.ToString());
        if (one.By is { } by) json.WriteString("by"u8, by);
        if (one.Given is { } given) json.WriteString("given"u8, given.ToString());
        json.WriteEndObject();
    }

    private static IConfigurationRoot Open(string file, string? directory)
    {
        using var content = new MemoryStream();
        try
        {
            var path = Path.GetFullPath(file, directory ?? Environment.CurrentDirectory);
            if (Directory.Exists(path)) throw new ExpectationException($"{file}: cannot be read: it is a directory");
            using var stream = File.OpenRead(path);
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
            throw new ExpectationException($"{file}: is not JSON: {JsonFault.Describe(fault, content.ToArray())}", fault);
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
