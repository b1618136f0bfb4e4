namespace SegmentPipeline.Replicas;

/// <summary>What an audit could not read, in a sentence.</summary>
internal sealed class UnreadPlaces
{
    private const int MostCharacters = 300;

    private long _count;
    private string _first = "";

    internal void Add(string? path, string? cause)
    {
        if (_count++ == 0) _first = Shortened($"{path ?? "its archive"}: {cause ?? "it could not be read"}");
    }

    /// <summary>Null if it could read all.</summary>
    internal string? ToText() => _count switch
    {
        0 => null,
        1 => _first,
        _ => $"{_count} places could not be read, the first of them {_first}",
    };

    /// <summary>A text that a line has room for.</summary>
    internal static string Shortened(string text) => text.Length <= MostCharacters ? text : $"{text[..MostCharacters]}…";
}
