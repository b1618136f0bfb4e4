namespace SegmentPipeline;

/// <summary>A field that findings of a type have beside stream and range: its name in every format, and its value.</summary>
public sealed class FindingField
{
    private readonly Func<Finding, string?>? _text;
    private readonly Func<Finding, long>? _number;

    private FindingField(string name, Func<Finding, string?>? text, Func<Finding, long>? number) =>
        (Name, _text, _number) = (name, text, number);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Whether it is a number; else it is text.</summary>
    public bool IsNumber => _number is not null;

    /// <summary>The number in a finding; null if the field is text.</summary>
    /// <param name="finding">A finding of the type that has the field.</param>
    public long? NumberIn(Finding finding) => _number?.Invoke(finding);

    /// <summary>The text in a finding; null if the finding has none, or if the field is a number.</summary>
    /// <param name="finding">A finding of the type that has the field.</param>
    public string? TextIn(Finding finding) => _text?.Invoke(finding);

    internal static FindingField Text<T>(string name, Func<T, string?> value)
        where T : Finding => new(name, finding => value((T)finding), null);

    internal static FindingField Number<T>(string name, Func<T, long> value)
        where T : Finding => new(name, null, finding => value((T)finding));
}
