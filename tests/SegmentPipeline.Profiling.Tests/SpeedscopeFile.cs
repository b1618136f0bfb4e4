using System.Text.Json;

namespace SegmentPipeline.Profiling.Tests;

/// <summary>A file of speedscope's format, read by the rules of its schema: what must be there, of which kind, and that nothing else
/// is.</summary>
internal sealed class SpeedscopeFile
{
    private SpeedscopeFile(IReadOnlyList<string> frames, IReadOnlyList<Thread> threads) => (Frames, Threads) = (frames, threads);

    internal sealed record Thread(string Name, IReadOnlyList<(int[] Frames, double Milliseconds)> Samples);

    internal IReadOnlyList<string> Frames { get; }

    internal IReadOnlyList<Thread> Threads { get; }

    /// <summary>Fails the test if the format's rules are broken.</summary>
    internal static SpeedscopeFile Read(byte[] bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        var root = document.RootElement;
        HasOnly(root, ["$schema", "shared", "profiles"], ["name", "activeProfileIndex", "exporter"]);
        Assert.That(root.GetProperty("$schema").GetString(), Is.EqualTo("https://www.speedscope.app/file-format-schema.json"));
        HasOnly(root.GetProperty("shared"), ["frames"], []);
        var frames = root.GetProperty("shared").GetProperty("frames").EnumerateArray().Select(FrameOf).ToList();
        var threads = root.GetProperty("profiles").EnumerateArray().Select(profile => ThreadOf(profile, frames.Count)).ToList();
        return new SpeedscopeFile(frames, threads);
    }

    private static string FrameOf(JsonElement frame)
    {
        HasOnly(frame, ["name"], ["file", "line", "col"]);
        if (frame.TryGetProperty("file", out var file)) Assert.That(file.ValueKind, Is.EqualTo(JsonValueKind.String));
        return frame.GetProperty("name").GetString()!;
    }

    private static Thread ThreadOf(JsonElement profile, int frames)
    {
        HasOnly(profile, ["type", "name", "unit", "startValue", "endValue", "samples", "weights"], []);
        Assert.That(profile.GetProperty("type").GetString(), Is.EqualTo("sampled"));
        Assert.That(profile.GetProperty("unit").GetString(), Is.EqualTo("milliseconds"));
        var stacks = profile
            .GetProperty("samples")
            .EnumerateArray()
            .Select(stack => stack.EnumerateArray().Select(frame => frame.GetInt32()).ToArray())
            .ToList();
        var weights = profile.GetProperty("weights").EnumerateArray().Select(weight => weight.GetDouble()).ToList();
        Assert.That(weights, Has.Count.EqualTo(stacks.Count).And.All.GreaterThanOrEqualTo(0));
        Assert.That(stacks.SelectMany(stack => stack), Is.All.InRange(0, frames - 1));
        var length = profile.GetProperty("endValue").GetDouble() - profile.GetProperty("startValue").GetDouble();
        Assert.That(length, Is.GreaterThanOrEqualTo(0).And.EqualTo(weights.Sum()).Within(1e-6));
        return new Thread(profile.GetProperty("name").GetString()!, [.. stacks.Zip(weights)]);
    }

    private static void HasOnly(JsonElement element, string[] required, string[] allowed)
    {
        var names = element.EnumerateObject().Select(property => property.Name).ToList();
        Assert.That(names, Is.Unique.And.SupersetOf(required).And.SubsetOf(required.Concat(allowed)));
    }
}
