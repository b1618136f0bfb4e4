namespace SegmentPipeline.Cli;

/// <summary>A configuration file that is read because it lies in the working directory, where it may be somebody else's. Errors of such a
/// run name it.</summary>
internal sealed class UnnamedConfiguration
{
    private string? _file;
    private List<string> _keys = [];

    /// <summary>What to tell with an error, or null if there is no such file.</summary>
    internal string? Sentence => _file is null
        ? null
        : $"{_file} of the working directory was read{(_keys.Count > 0 ? $", and sets {string.Join(", ", _keys)}" : "")}; --config none leaves it out";

    /// <summary>Such a file is read.</summary>
    internal void IsRead(string file) => _file = file;

    /// <summary>It sets these keys.</summary>
    internal void Sets(IEnumerable<string> keys) => _keys = [.. keys];

    /// <summary>What else it sets does not matter.</summary>
    internal void ForgetAllBut(string key) => _keys.RemoveAll(other => !other.Equals(key, StringComparison.OrdinalIgnoreCase));

    /// <summary>Something stronger sets these.</summary>
    internal void Forget(IEnumerable<string> keys)
    {
        var others = keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
        _keys.RemoveAll(others.Contains);
    }
}
