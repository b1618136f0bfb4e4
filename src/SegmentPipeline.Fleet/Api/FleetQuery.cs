using System.Globalization;
using Microsoft.AspNetCore.Http;
using SegmentPipeline.Replicas;
using SegmentPipeline.Web;

namespace SegmentPipeline.Fleet;

/// <summary>What stands behind the question mark of an address of the fleet, read strictly.</summary>
internal static class FleetQuery
{
    private const int MostNodes = 1000;

    /// <exception cref="RequestProblemException">Something stands there.</exception>
    internal static void CheckNone(HttpRequest request) => Check(request, []);

    /// <summary>What a verdict is to say beside what the run asked.</summary>
    /// <exception cref="RequestProblemException">Something else stands there.</exception>
    internal static Func<MergeRequest, MergeRequest> ReadVerdict(HttpRequest request)
    {
        Check(request, ["copies", "single", "verdicts"]);
        var copies = Text(request, "copies") is { } text ? (int)Number("copies", text, MostNodes) : (int?)null;
        var single = Text(request, "single") is { } least ? TimeSpan.FromSeconds(Number("single", least, int.MaxValue)) : (TimeSpan?)null;
        var hasVerdicts = Text(request, "verdicts") switch
        {
            null or "false" => false,
            "true" => true,
            _ => throw Bad("verdicts: write true or false"),
        };
        return merge => merge with
        {
            Copies = copies ?? merge.Copies,
            SingleFrom = single ?? merge.SingleFrom,
            Verdicts = hasVerdicts,
        };
    }

    /// <summary>A row from which on an answer is wanted.</summary>
    /// <exception cref="RequestProblemException">Something else stands there.</exception>
    internal static long ReadFrom(HttpRequest request)
    {
        Check(request, ["from"]);
        return Text(request, "from") is { } text ? Number("from", text, long.MaxValue) : 0;
    }

    private static void Check(HttpRequest request, IReadOnlyList<string> keys)
    {
        foreach (var (key, values) in request.Query)
        {
            if (!keys.Contains(key)) throw Bad($"there is no parameter {VisibleText.MakeVisible(key)}");
            if (values.Count != 1) throw Bad($"{key} stands there {values.Count} times");
        }
    }

    private static string? Text(HttpRequest request, string key) => request.Query.TryGetValue(key, out var value) ? value.ToString() : null;

    private static long Number(string key, string text, long most) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most
            ? number
            : throw Bad($"{key}: '{VisibleText.MakeVisible(text)}' is not a whole number up to {most}");

    private static RequestProblemException Bad(string detail) => new(StatusCodes.Status400BadRequest, detail);
}
