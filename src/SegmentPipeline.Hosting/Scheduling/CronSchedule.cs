using System.Diagnostics.CodeAnalysis;
using Cronos;

namespace SegmentPipeline.Hosting.Scheduling;

/// <summary>When an archive is due: a cron expression read by the clock of a time zone.</summary>
/// <remarks>Where summer time skips the hour of an occurrence, it takes place when the skipped hour ends; where an hour comes twice, an
/// occurrence at a fixed time takes place once, one of an interval (<c>*</c>, <c>-</c>, <c>/</c> in minutes or hours) both times.</remarks>
internal sealed class CronSchedule
{
    private readonly CronExpression _expression;
    private readonly TimeZoneInfo _zone;

    private CronSchedule(CronExpression expression, TimeZoneInfo zone)
    {
        _expression = expression;
        _zone = zone;
    }

    /// <summary>Reads five fields (minute, hour, day, month, weekday), or six with seconds before them.</summary>
    /// <returns>Whether it is an expression; if not, <paramref name="cause"/> says why not.</returns>
    internal static bool TryParse(string text, TimeZoneInfo zone, [NotNullWhen(true)] out CronSchedule? schedule, [NotNullWhen(false)] out string? cause)
    {
        schedule = null;
        cause = null;
        try
        {
            var fields = text.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Length;
            schedule = new CronSchedule(CronExpression.Parse(text, fields == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard), zone);
        }
        catch (Exception fault) when (fault is CronFormatException or ArgumentException)
        {
            cause = fault.Message.TrimEnd('.');
        }

        return schedule is not null;
    }

    /// <summary>The first occurrence after a moment; null if there is none any more.</summary>
    internal DateTimeOffset? NextAfter(DateTimeOffset moment) => _expression.GetNextOccurrence(moment, _zone)?.ToUniversalTime();
}
