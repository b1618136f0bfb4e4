using Microsoft.Extensions.Configuration;
using SegmentPipeline.Hosting;

namespace SegmentPipeline;

/// <summary>What the value of a key looks like.</summary>
internal enum PipelineKeyKind
{
    Text,
    Names,
    Time,
    Duration,
    Span,
    Silence,
    From,
    Format,
    FailOn,
    Trust,
    Count,
    Switch,
    Zone,
    Size,
    Rate,
    Number,
}

/// <summary>A key of a section: its name, and how its value is read into what the section is read into.</summary>
/// <typeparam name="T">What the section is read into.</typeparam>
/// <param name="Name">The name.</param>
/// <param name="Read">Reads the value and puts it where it goes; says what is wrong with a value that cannot be read, else null.</param>
internal sealed record PipelineKey<T>(string Name, Func<IConfigurationSection, T, string?> Read)
{
    /// <summary>A key whose value is of a known kind.</summary>
    /// <param name="name">The name.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="assign">Where the value goes.</param>
    internal PipelineKey(string name, PipelineKeyKind kind, Action<T, PipelineValue> assign)
        : this(name, kind, assign, _ => null)
    {
    }

    /// <summary>A key of whose values not all do that are of its kind.</summary>
    /// <param name="name">The name.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="assign">Where the value goes.</param>
    /// <param name="faultOf">Says what is wrong with a value that is of the kind; null if nothing is.</param>
    internal PipelineKey(string name, PipelineKeyKind kind, Action<T, PipelineValue> assign, Func<string, string?> faultOf)
        : this(name, (section, target) =>
        {
            var fault = PipelineValue.TryRead(kind, section, out var value);
            if (fault is null && kind != PipelineKeyKind.Names) fault = faultOf(section.Value!);
            if (fault is null) assign(target, value);
            return fault;
        })
    {
    }

    /// <summary>The key of an option of an audit, in a section that is read into something that has the options of an audit.</summary>
    /// <param name="option">The option.</param>
    /// <param name="optionsOf">The options that what the section is read into has.</param>
    internal static PipelineKey<T> FromOption(PipelineOption option, Func<T, PipelineOptions> optionsOf) =>
        new(option.Name, (section, target) => PipelineConfiguration.Read(section, option, optionsOf(target)));
}
