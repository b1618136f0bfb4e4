using Microsoft.AspNetCore.Http;

namespace SegmentPipeline.Web;

/// <summary>What stands behind the question mark of an address of an archive. Players and other nodes add keys of their own, which are
/// passed over; those that mean something are read strictly.</summary>
internal sealed class PublishedQuery(HttpRequest request, TimeProvider clock)
{
    /// <summary>A moment; null if there is none. Without a zone it is UTC.</summary>
    /// <exception cref="RequestProblemException">It is no moment.</exception>
    internal Timestamp? Moment(string key)
    {
        if (Text(key) is not { } text) return null;

        // A plus sign that is not escaped arrives as a blank.
        var written = text.Length > 6 && text[^6] == ' ' ? $"{text[..^6]}+{text[^5..]}" : text;
        return MomentText.FaultOf(written, out var moment) is { } fault
            ? throw Bad($"{key}: {VisibleText.MakeVisible(fault)}")
            : moment.At(Timestamp.FromDateTimeOffset(clock.GetUtcNow()));
    }

    /// <summary>A switch, off unless it is on.</summary>
    /// <exception cref="RequestProblemException">It is neither true nor false.</exception>
    internal bool Switch(string key) => Text(key)?.ToUpperInvariant() switch
    {
        null or "FALSE" => false,
        "TRUE" => true,
        _ => throw Bad($"{key} is true or false"),
    };

    /// <summary>Which sequence is preferred.</summary>
    /// <exception cref="RequestProblemException">It is neither compatible nor complete.</exception>
    internal SequencePreference Preference() => Text("prefer") switch
    {
        null or "compatible" => SequencePreference.Compatible,
        "complete" => SequencePreference.Complete,
        _ => throw Bad("prefer is compatible or complete"),
    };

    /// <summary>A word; null if there is none.</summary>
    /// <exception cref="RequestProblemException">It stands there more than once.</exception>
    internal string? Text(string key)
    {
        var values = request.Query[key];
        return values.Count <= 1 ? values : throw Bad($"{key} stands there {values.Count} times");
    }

    internal static RequestProblemException Bad(string detail) => new(StatusCodes.Status400BadRequest, detail);
}
