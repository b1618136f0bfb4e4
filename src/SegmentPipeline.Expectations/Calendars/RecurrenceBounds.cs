using Ical.Net;
using Ical.Net.DataTypes;

namespace SegmentPipeline.Expectations;

/// <summary>Refuses recurrence rules that cost more to follow than any schedule is worth.</summary>
internal static class RecurrenceBounds
{
    /// <exception cref="FormatException">It is such a rule, whatever the window.</exception>
    internal static void Check(RecurrenceRule rule)
    {
        if (rule.Frequency is not (FrequencyType.Hourly or FrequencyType.Daily or FrequencyType.Weekly or FrequencyType.Monthly
            or FrequencyType.Yearly))
            throw new FormatException("an event must not recur more often than hourly");
        if (rule.BySecond.Count > 0) throw new FormatException("an event must not recur by the second (BYSECOND)");
        if (ProductOf(rule.ByMinute.Count, rule.ByHour.Count, rule.ByDay.Count, rule.ByMonthDay.Count, rule.ByYearDay.Count,
            rule.ByWeekNo.Count, rule.ByMonth.Count, rule.BySetPosition.Count) > SourceBounds.MostRuleValues)
            throw new FormatException($"the BY parts of a rule give more than {SourceBounds.MostRuleValues} values together");
    }

    /// <summary>The library goes from the first time on, one interval after the other, past the end of the rule too.</summary>
    /// <exception cref="FormatException">There are too many.</exception>
    internal static void CheckSteps(RecurrenceRule rule, Timestamp first, Timestamp end)
    {
        var units = TimeRange.Unordered(first, end).Microseconds / (UnitOf(rule.Frequency).Ticks / TimeSpan.TicksPerMicrosecond);
        if (units / Math.Max(1, rule.Interval) * ValuesIn(rule) > SourceBounds.MostSteps)
            throw new FormatException($"an event that begins {first} recurs more than {SourceBounds.MostSteps} times until {end}; let it begin later");
    }

    /// <summary>How many values an interval gives at most.</summary>
    private static long ValuesIn(RecurrenceRule rule)
    {
        if (rule.Frequency == FrequencyType.Hourly) return ProductOf(rule.ByMinute.Count);
        var times = ProductOf(rule.ByMinute.Count, rule.ByHour.Count);
        if (rule.Frequency == FrequencyType.Daily) return times;
        var days = ProductOf(rule.ByDay.Count, rule.ByMonthDay.Count, rule.ByYearDay.Count, rule.ByWeekNo.Count, rule.ByMonth.Count);
        return times * Math.Max(days, (long)UnitOf(rule.Frequency).TotalDays);
    }

    private static TimeSpan UnitOf(FrequencyType frequency) => frequency switch
    {
        FrequencyType.Hourly => TimeSpan.FromHours(1),
        FrequencyType.Daily => TimeSpan.FromDays(1),
        FrequencyType.Weekly => TimeSpan.FromDays(7),
        FrequencyType.Monthly => TimeSpan.FromDays(28),
        _ => TimeSpan.FromDays(365),
    };

    /// <summary>The product of the numbers that are not 0, or something as much too large.</summary>
    private static long ProductOf(params ReadOnlySpan<int> counts)
    {
        var product = 1L;
        foreach (var count in counts) product = Math.Min(product, int.MaxValue) * Math.Max(1, count);
        return product;
    }
}
