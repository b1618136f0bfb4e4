using System.Globalization;
using System.Text;

namespace SegmentPipeline.Profiling;

/// <summary>Writes folded stacks, as flame graph tools read them.</summary>
internal static class CollapsedWriter
{
    internal static async Task WriteAsync(SampledProfile profile, Stream destination, CancellationToken cancellationToken)
    {
        var samplesOf = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var stack in profile.Threads.SelectMany(thread => thread.Runs).GroupBy(run => run.Stack, run => (long)run.Samples))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var line = string.Join(';', profile.Stacks.FramesOf(stack.Key).Select(frame => WordOf(profile.Stacks.Frames[frame].Name)));
            samplesOf[line] = samplesOf.GetValueOrDefault(line) + stack.Sum();
        }

        var writer = new StreamWriter(destination, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        await using var _ = writer.ConfigureAwait(false);
        foreach (var (stack, samples) in samplesOf)
        {
            await writer
                .WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{stack} {samples}").AsMemory(), cancellationToken)
                .ConfigureAwait(false);
        }
    }

    /// <summary>A name in which nothing ends a frame or a line.</summary>
    private static string WordOf(string name) => string.Create(name.Length, name, (word, name) =>
    {
        for (var i = 0; i < word.Length; i++) word[i] = name[i] == ';' || char.IsControl(name[i]) ? '_' : name[i];
    });
}
