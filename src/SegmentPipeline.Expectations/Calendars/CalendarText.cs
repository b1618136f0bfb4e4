using System.Text;

namespace SegmentPipeline.Expectations;

/// <summary>Looks through the text of an iCalendar file before a library does: nothing of it may cost more than it is worth.</summary>
internal static class CalendarText
{
    /// <summary>Refuses a text that is no calendar, or one that nobody could go through.</summary>
    /// <exception cref="FormatException">It is such a text.</exception>
    internal static void Check(string text)
    {
        var open = new Stack<string>();
        var (events, hasBegun, hasRule) = (0, false, false);
        foreach (var (number, line) in Unfold(text))
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            if (open.Count == 0 && !Begins(line, "BEGIN:VCALENDAR")) throw Fault(number, "BEGIN:VCALENDAR is expected");
            if (Begins(line, "BEGIN:"))
            {
                var name = line["BEGIN:".Length..].Trim();
                open.Push(name);
                hasBegun = true;
                if (IsEvent(name)) (events, hasRule) = (events + 1, false);
                if (open.Count > SourceBounds.MostDepth) throw Fault(number, $"components lie more than {SourceBounds.MostDepth} deep in one another");
                if (events > SourceBounds.MostEvents) throw new FormatException($"has more than {SourceBounds.MostEvents} events");
            }
            else if (Begins(line, "END:"))
            {
                var name = line["END:".Length..].Trim();
                if (!name.Equals(open.Pop(), StringComparison.OrdinalIgnoreCase)) throw Fault(number, "it ends what has not begun");
            }
            else if (Begins(line, "RRULE") || Begins(line, "EXRULE"))
            {
                CheckRule(line, number);
                if (hasRule && IsEvent(open.Peek())) throw Fault(number, "an event has more than one RRULE; write an event for each");
                hasRule = true;
            }
        }

        if (open.Count > 0) throw new FormatException($"breaks off inside of {open.Peek()}");
        if (!hasBegun) throw text.AsSpan().IsWhiteSpace() ? new FormatException("is empty") : Fault(1, "BEGIN:VCALENDAR is expected");
    }

    /// <summary>The lines, each with its number in the file: one that begins with a blank goes on with the one before.</summary>
    /// <remarks>Source: RFC 5545 section 3.1.</remarks>
    private static IEnumerable<(int Number, string Line)> Unfold(string text)
    {
        using var reader = new StringReader(text);
        var whole = new StringBuilder();
        var begun = 1;
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            var isFolded = line is [' ' or '\t', ..];
            if (!isFolded && line.Length > 0)
            {
                yield return (begun, whole.ToString());
                whole.Clear();
                begun = number;
            }

            whole.Append(line, isFolded ? 1 : 0, line.Length - (isFolded ? 1 : 0));
            if (whole.Length > SourceBounds.MostLineBytes) throw Fault(number, $"it is longer than {SourceBounds.MostLineBytes} characters");
        }

        yield return (begun, whole.ToString());
    }

    /// <summary>What comes by the second or the minute is no schedule of a recorder.</summary>
    private static void CheckRule(string line, int number)
    {
        if (Begins(line, "EXRULE")) throw Fault(number, "EXRULE is not followed: it was withdrawn; write EXDATE");
        foreach (var word in new[] { "SECONDLY", "MINUTELY" })
        {
            if (line.Contains($"FREQ={word}", StringComparison.OrdinalIgnoreCase))
                throw Fault(number, $"an event must not recur {word.ToLowerInvariant()}; the most often is HOURLY");
        }
    }

    private static bool IsEvent(string name) => name.Equals("VEVENT", StringComparison.OrdinalIgnoreCase);

    private static bool Begins(string line, string word) => line.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    private static FormatException Fault(int line, string what) => new($"line {line}: {what}");
}
