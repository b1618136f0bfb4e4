namespace SegmentPipeline.Cli;

/// <summary>An option as manual pages and completions tell of it.</summary>
/// <param name="Names">How it is written, the long name first.</param>
/// <param name="Value">What its value is called, or the values there are, with <c>|</c> between them; null if it has none.</param>
/// <param name="Description">What it does.</param>
/// <param name="IsRequired">Whether nothing works without it.</param>
/// <param name="IsRepeatable">Whether it can be given more than once.</param>
internal sealed record DescribedOption(IReadOnlyList<string> Names, string? Value, string Description, bool IsRequired, bool IsRepeatable)
{
    /// <summary>The values there are, or none if they are without number.</summary>
    internal IReadOnlyList<string> Choices => Value is not null && Value.Contains('|', StringComparison.Ordinal) ? Value.Split('|') : [];

    /// <summary>Whether the value is a file or directory.</summary>
    internal bool IsPath => Value is "FILE" or "DIR" or "COMMAND";
}

/// <summary>An argument that has its place instead of a name before it.</summary>
internal sealed record DescribedArgument(string Name, string Description, bool IsOptional)
{
    /// <summary>Whether it is a directory.</summary>
    internal bool IsPath => Name is "ROOT" or "DIR";

    /// <summary>As a synopsis has it.</summary>
    internal string Synopsis => IsOptional ? $"[{Name}]" : Name;
}
