using System.Diagnostics.CodeAnalysis;
using Cronos;

namespace SegmentPipeline.Scheduling;

/// <summary>When an archive is due: a cron expression read by the clock of a time zone.</summary>
/// <remarks>Where summer time skips the hour of an occurrence, it takes place when the skipped hour ends; where an hour comes twice, an
/// occurrence at a fixed time takes place once, one of an interval (<c>*</c>, <c>-</c>, <c>/</c> in minutes or hours) both times. Day and
/// weekday are those of crontab(5): if both are restricted, either of them makes an occurrence; if one begins with <c>*</c> or is <c>?</c>,
/// both must fit.</remarks>
internal sealed class CronSchedule
{
    private const string Every = "*";

    /// <summary>The calendar repeats after 400 years, so what does not come in those that follow never comes.</summary>
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly CronExpression[] _expressions;
    private readonly TimeZoneInfo _zone;

    private CronSchedule(CronExpression[] expressions, TimeZoneInfo zone)
    {
        _expressions = expressions;
        _zone = zone;
    }

    /// <summary>Reads five fields (minute, hour, day, month, weekday), six with seconds before them, or a word such as
    /// <c>@daily</c>.</summary>
    /// <returns>Whether it is an expression that comes due; if not, <paramref name="cause"/> says why not.</returns>
    internal static bool TryParse(
        string text,
        TimeZoneInfo zone,
        [NotNullWhen(true)] out CronSchedule? schedule,
        [NotNullWhen(false)] out string? cause)
    {
        schedule = null;
        cause = null;
        try
        {
            CronExpression[] expressions = [.. AlternativesOf(text)];
            if (
                Array.Exists(expressions, expression =>
                    expression.GetNextOccurrence(Earliest, TimeZoneInfo.Utc, inclusive: true) is not null))
                schedule = new CronSchedule(expressions, zone);
            else cause = "it never comes due, since no such day exists";
        }
        catch (Exception fault) when (fault is CronFormatException or ArgumentException)
        {
            cause = fault.Message.TrimEnd('.');
        }

        return schedule is not null;
    }

    /// <summary>The first occurrence after a moment; null if there is none any more.</summary>
    internal DateTimeOffset? NextAfter(DateTimeOffset moment)
    {
        DateTimeOffset? first = null;
        foreach (var expression in _expressions)
        {
            if (expression.GetNextOccurrence(moment, _zone)?.ToUniversalTime() is { } next && !(first <= next)) first = next;
        }

        return first;
    }

    /// <summary>The expressions any of which makes an occurrence: two if day and weekday are both restricted, since one expression of
    /// Cronos asks for both.</summary>
    private static IEnumerable<CronExpression> AlternativesOf(string text)
    {
        var fields = text.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var format = fields.Length == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard;
        var whole = CronExpression.Parse(text, format);
        if (fields.Length < 5 || !IsRestricted(fields[^3]) || !IsRestricted(fields[^1]))
            return [whole];
        return
        [
            CronExpression.Parse(string.Join(' ', [.. fields[..^1], Every]), format),
            CronExpression.Parse(string.Join(' ', [.. fields[..^3], Every, .. fields[^2..]]), format),
        ];
    }

    /// <summary>As cron itself decides it: by the first character, so <c>*/2</c> is not.</summary>
    private static bool IsRestricted(string field) => field[0] is not ('*' or '?');
}
