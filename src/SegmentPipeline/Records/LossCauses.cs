namespace SegmentPipeline;

/// <summary>What each cause is called, and the sentence that says it.</summary>
/// <remarks>Words are an interface.</remarks>
public static class LossCauses
{
    /// <summary>All causes, in the order in which their rules are tried; last what is left when none holds.</summary>
    public static IReadOnlyList<LossCause> All { get; } =
    [
        LossCause.Everywhere, LossCause.Node, LossCause.Source, LossCause.Quality, LossCause.Disk, LossCause.Restart,
        LossCause.Undetermined,
    ];

    /// <summary>The word that stands for a cause in every format.</summary>
    /// <param name="cause">The cause.</param>
    public static string WordOf(LossCause cause) => Row(cause).Word;

    /// <summary>What a cause says, as a sentence without a stop.</summary>
    /// <param name="cause">The cause.</param>
    public static string SentenceOf(LossCause cause) => Row(cause).Sentence;

    /// <summary>The cause of a word; null if there is none.</summary>
    /// <param name="word">The word.</param>
    public static LossCause? CauseOf(string? word)
    {
        foreach (var cause in All)
        {
            if (WordOf(cause) == word) return cause;
        }

        return null;
    }

    private static (string Word, string Sentence) Row(LossCause cause) => cause switch
    {
        LossCause.Everywhere => ("everywhere", "every channel stopped then, in every copy that is known"),
        LossCause.Node => ("node", "every channel stopped here, and another copy has it: look at this machine and its connection"),
        LossCause.Source => ("source", "every quality of the channel stopped, in every copy that is known: look at what is recorded"),
        LossCause.Quality => ("quality", "this quality alone stopped, the others of the channel have it"),
        LossCause.Disk => ("disk", "files there could not be read, are corrupt, or have vanished since the last audit: look at the disk"),
        LossCause.Restart => ("restart", "the encoder began anew there"),
        LossCause.Undetermined => ("undetermined", "nothing in the record tells why"),
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, "no such cause"),
    };
}
