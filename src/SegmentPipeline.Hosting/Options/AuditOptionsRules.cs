using Microsoft.Extensions.Options;

namespace SegmentPipeline.Hosting;

/// <summary>Refuses to start a host on options that break a rule.</summary>
internal sealed class AuditOptionsRules : IValidateOptions<AuditOptions>
{
    public ValidateOptionsResult Validate(string? name, AuditOptions options)
    {
        var faults = options.Validate().ToList();
        if (string.IsNullOrEmpty(options.Root)) faults.Add("no archive is named; set Root to the archive's directory");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
