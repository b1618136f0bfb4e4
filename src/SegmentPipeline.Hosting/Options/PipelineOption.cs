namespace SegmentPipeline.Hosting;

/// <summary>What there is to say of an option of an audit. <see cref="PipelineConfiguration.Options"/> has all.</summary>
public sealed record PipelineOption
{
    /// <summary>Its key in the section <c>pipeline</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it is called on the command line.</summary>
    public required string CommandName { get; init; }

    /// <summary>What stands for its value in a help; null for a switch.</summary>
    public string? HelpName { get; init; }

    /// <summary>What a help says of it, the default in brackets at the end.</summary>
    public required string Help { get; init; }

    /// <summary>What the schema of the configuration says of it.</summary>
    public required string Description { get; init; }

    /// <summary>What holds where nothing is said, as JSON.</summary>
    public required string Default { get; init; }

    /// <summary>Whether an archive of the section <c>serve</c> may have it too.</summary>
    public bool IsOfArchives { get; init; }

    /// <summary>Whether the window of such an archive may have it.</summary>
    public bool IsOfWindows { get; init; }

    /// <summary>Whether every verb of the command takes it that looks at a whole archive; else only the audit does.</summary>
    public bool IsOfEveryVerb { get; init; }

    /// <summary>Whether it is a list of names.</summary>
    public bool IsList { get; internal init; }

    /// <summary>Whether it is true or false.</summary>
    public bool IsSwitch { get; internal init; }
}
