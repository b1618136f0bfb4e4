using System.Globalization;
using System.Text;

namespace SegmentPipeline.Tests.Selection;

/// <summary>Segments of one start and what their disk answers, in text: <c>2.0-full-A@5</c> is a file of five bytes whose hash is 43 times
/// <c>A</c>, <c>@5+70</c> one that changed at second 70, <c>@gone</c> one that has vanished, <c>@fails</c> one that cannot be
/// sized.</summary>
internal sealed class ChoiceScene
{
    private static readonly Hour ThisHour = Hour.TryParse("2026-03-28T22", out var hour) ? hour : throw new FormatException();

    private readonly string[] _segments;

    internal ChoiceScene(string segments)
    {
        _segments = segments.Split(' ');
        var stream = new StreamId("c", "q");
        var directory = ArchiveLayout.StreamIn(DirectoryPath.FromText("/archive"), stream);
        Buffers.Begin(new HourWork(new StreamPlan(stream, directory, [], [], IsReadable: true), ThisHour));
        foreach (var segment in _segments) Buffers.Names.Add(Encoding.ASCII.GetBytes(NameOf(segment)), EntryKind.File);
        ParseStage.Parse(Buffers);
        Buffers.Sorter.Sorted(Buffers.Segments);
    }

    internal HourBuffers Buffers { get; } = new();

    /// <summary>The segments that questions have been asked about, in their order.</summary>
    internal IEnumerable<string> Asked => Buffers.Questions.Select(question => TextAt(question.NameOffset));

    internal StartChoice NewChoice() => new(Buffers, Buffers.Sorter.Keys);

    /// <summary>Decides as often as there are sizes that had not been asked for.</summary>
    internal StartChoice.Outcome Decide(out StartChoice choice)
    {
        NewChoice().AddQuestions();
        while (true)
        {
            AnswerQuestions();
            Buffers.ClearChoices(unreadable: 0);
            var answers = new SizeAnswers(Buffers);
            choice = NewChoice();
            var outcome = choice.Decide(answers);
            if (!answers.AreMissing) return outcome;
        }
    }

    /// <summary>The text of a segment without what its disk answers.</summary>
    internal string? TextOf(int? rival) => rival is { } index ? TextAt(Buffers.Segments[index].NameOffset) : null;

    internal int IndexOf(string segment) => Array.FindIndex(_segments, each => each.Split('@')[0] == segment);

    internal void AnswerQuestions()
    {
        for (var i = 0; i < Buffers.Questions.Count; i++)
        {
            var question = Buffers.Questions[i];
            var answer = _segments[IndexOf(TextAt(question.NameOffset))].Split('@')[1];
            var numbers = answer is "gone" or "fails" ? [] : answer.Split('+');
            question.Outcome = answer switch
            {
                "gone" => ReadOutcome.Absent,
                "fails" => ReadOutcome.Failed("Input/output error"),
                _ => ReadOutcome.Done,
            };
            if (numbers.Length > 0) question.SizeBytes = long.Parse(numbers[0], CultureInfo.InvariantCulture);
            if (numbers.Length > 1) question.ChangedSeconds = long.Parse(numbers[1], CultureInfo.InvariantCulture);
            Buffers.Questions[i] = question;
        }
    }

    private static string NameOf(string segment)
    {
        var text = segment.Split('@')[0];
        return $"00:00-{text[..^1]}{new string(text[^1], HashBytes.Characters)}.ts";
    }

    private string TextAt(int nameOffset)
    {
        foreach (ref readonly var entry in Buffers.Segments)
        {
            if (entry.NameOffset != nameOffset) continue;
            return Encoding.ASCII.GetString(Buffers.NameOf(entry)["00:00-".Length..(entry.HashOffset + 1)]);
        }

        throw new ArgumentOutOfRangeException(nameof(nameOffset), nameOffset, "no segment of the scene");
    }
}
