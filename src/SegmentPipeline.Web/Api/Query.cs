using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SegmentPipeline.Ledger;

namespace SegmentPipeline.Web;

/// <summary>What stands behind the question mark of an address, read strictly: an unknown or repeated key is a problem, not a
/// guess.</summary>
internal sealed class Query
{
    private readonly IQueryCollection _values;
    private readonly TimeProvider _clock;

    /// <param name="request">The request.</param>
    /// <param name="keys">The keys that it may have.</param>
    /// <exception cref="RequestProblemException">It has another, or one twice.</exception>
    internal Query(HttpRequest request, params IReadOnlyList<string> keys)
    {
        _values = request.Query;
        _clock = request.HttpContext.RequestServices.GetService<TimeProvider>() ?? TimeProvider.System;
        foreach (var (key, values) in _values)
        {
            if (!keys.Contains(key))
                throw Bad(
                    $"there is no parameter {VisibleText.MakeVisible(key)}; there {(keys.Count == 0 ? "are none" : $"is {string.Join(", ", keys)}")}"
                );
            if (values.Count != 1) throw Bad($"{key} stands there {values.Count} times");
        }
    }

    internal StreamId? Stream(string key)
    {
        if (Text(key) is not { } text) return null;
        return StreamId.TryParse(text, out var stream)
            ? stream
            : throw Bad($"{key}: '{VisibleText.MakeVisible(text)}' is not a stream; write CHANNEL/QUALITY");
    }

    /// <summary>A moment, also one that is told from now.</summary>
    internal Timestamp? Time(string key)
    {
        if (Text(key) is not { } text) return null;
        return MomentText.FaultOf(text, out var moment) is { } fault
            ? throw Bad($"{key}: {VisibleText.MakeVisible(fault)}")
            : moment.At(Timestamp.FromDateTimeOffset(_clock.GetUtcNow()));
    }

    internal int Count(string key, int normal, int least, int most) => Text(key) is not { } text
        ? normal
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= least && count <= most
            ? count
            : throw Bad($"{key}: '{VisibleText.MakeVisible(text)}' is not a whole number from {least} to {most}");

    /// <summary>A place in a list, as an answer before gave it.</summary>
    internal LedgerFindingCursor? Cursor(string key) => Text(key) is not { } text
        ? null
        : LedgerFindingCursor.TryParse(text, out var cursor)
            ? cursor
            : throw NoPlace(key, text);

    /// <summary>A place in a list whose entries are numbered, or null.</summary>
    internal long? Number(string key) => Text(key) is not { } text
        ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw NoPlace(key, text);

    private static RequestProblemException NoPlace(string key, string text) =>
        Bad($"{key}: '{VisibleText.MakeVisible(text)}' is no place in a list; write what the answer before gave as cursor");

    /// <summary>One of some words; the first if there is none.</summary>
    internal string Word(string key, params IReadOnlyList<string> words) => Text(key) is not { } text
        ? words[0]
        : words.Contains(text)
            ? text
            : throw Bad($"{key}: '{VisibleText.MakeVisible(text)}' is none of {string.Join(", ", words)}");

    private string? Text(string key) => _values.TryGetValue(key, out var value) ? value.ToString() : null;

    private static RequestProblemException Bad(string detail) => new(StatusCodes.Status400BadRequest, detail);
}
