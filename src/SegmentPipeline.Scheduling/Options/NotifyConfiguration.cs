using System.Globalization;
using Microsoft.Extensions.Configuration;
using SegmentPipeline.Hosting;

namespace SegmentPipeline.Scheduling;

/// <summary>Reads the items of <c>notify</c>. The one place that knows their keys.</summary>
internal static class NotifyConfiguration
{
    internal const string Key = "notify";

    private const string EmailKey = "email";
    private const string PingKey = "ping";

    internal static readonly SectionReader<NotifyHook> Hook = new(
        [
            new("name", PipelineKeyKind.Text, (hook, value) => hook.Name = value.Text),
            new("webhook", PipelineKeyKind.Text, (hook, value) => hook.Webhook = value.Text),
            new("command", PipelineKeyKind.Names, (hook, value) => hook.Command = value.Names),
            new("secretFile", PipelineKeyKind.Text, (hook, value) => hook.SecretFile = value.Text),
            new("secretEnvironment", PipelineKeyKind.Text, (hook, value) => hook.SecretEnvironment = value.Text),
            new("template", PipelineKeyKind.Text, (hook, value) => hook.Template = TemplateOf(value.Text!), FaultOfTemplate),
            new("archives", PipelineKeyKind.Names, (hook, value) => hook.Archives = value.Names),
            new("atLeast", PipelineKeyKind.Text, (hook, value) => hook.AtLeast = VerifyTexts.ReadTime(value.Text!), VerifyTexts.FaultOfTime),
            new("patience", PipelineKeyKind.Text, (hook, value) => hook.Patience = VerifyTexts.ReadTime(value.Text!), VerifyTexts.FaultOfTime),
            new("quiet", PipelineKeyKind.Text, (hook, value) => hook.Quiet = WindowOf(value.Text!), VerifyTexts.FaultOfWindow),
            new("timeZone", PipelineKeyKind.Zone, (hook, value) => hook.TimeZone = value.Zone),
            new("every", PipelineKeyKind.Text, (hook, value) => hook.Every = VerifyTexts.ReadTime(value.Text!), VerifyTexts.FaultOfTime),
        ],
        EmailKey,
        PingKey);

    internal static readonly SectionReader<NotifyEmail> Email = new(
    [
        new("host", PipelineKeyKind.Text, (email, value) => email.Host = value.Text),
        new("port", PipelineKeyKind.Text, (email, value) => email.Port = PortOf(value.Text!), FaultOfPort),
        new("tls", PipelineKeyKind.Text, (email, value) => email.Tls = TlsOf(value.Text!)!.Value, FaultOfTls),
        new("from", PipelineKeyKind.Text, (email, value) => email.From = value.Text),
        new("to", PipelineKeyKind.Names, (email, value) => email.To = value.Names),
        new("user", PipelineKeyKind.Text, (email, value) => email.User = value.Text),
    ]);

    internal static readonly SectionReader<NotifyPing> Ping = new(
    [
        new("start", PipelineKeyKind.Text, (ping, value) => ping.Start = value.Text),
        new("success", PipelineKeyKind.Text, (ping, value) => ping.Success = value.Text),
        new("failure", PipelineKeyKind.Text, (ping, value) => ping.Failure = value.Text),
        new("method", PipelineKeyKind.Text, (ping, value) => ping.IsPosted = value.Text == "post", FaultOfMethod),
    ]);

    /// <summary>Reads one hook.</summary>
    /// <param name="section">The item.</param>
    /// <param name="path">What stands before its keys.</param>
    /// <param name="faults">Takes what is wrong.</param>
    internal static NotifyHook Read(IConfigurationSection section, string path, List<PipelineFault> faults)
    {
        var hook = new NotifyHook();
        Hook.Read(section, hook, faults, path);
        hook.Email = ReadSection(section, EmailKey, Email, path, faults);
        hook.Ping = ReadSection(section, PingKey, Ping, path, faults);
        return hook;
    }

    private static T? ReadSection<T>(
        IConfigurationSection hook, string key, SectionReader<T> reader, string path, List<PipelineFault> faults)
        where T : class, new()
    {
        var section = hook.GetSection(key);
        if (!string.IsNullOrEmpty(section.Value)) faults.Add(new PipelineFault(path + key, "a section is expected: { … }"));
        if (!section.GetChildren().Any()) return null;
        var read = new T();
        reader.Read(section, read, faults, $"{path}{key}:");
        return read;
    }

    private static NotifyTemplate? TemplateOf(string text) =>
        Enum.GetValues<NotifyTemplate>().Select(one => (NotifyTemplate?)one).FirstOrDefault(one => WordOf(one!.Value) == text);

    private static string WordOf(NotifyTemplate template) => template.ToString().ToLowerInvariant();

    private static string? FaultOfTemplate(string text) => TemplateOf(text) is null
        ? $"'{text}' is none of {string.Join(", ", Enum.GetValues<NotifyTemplate>().Select(WordOf))}"
        : null;

    private static NotifyTls? TlsOf(string text) => text switch
    {
        "none" => NotifyTls.None,
        "starttls" => NotifyTls.Start,
        "tls" => NotifyTls.Whole,
        _ => null,
    };

    private static string? FaultOfTls(string text) => TlsOf(text) is null ? $"'{text}' is none of none, starttls, tls" : null;

    private static int PortOf(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : 0;

    private static string? FaultOfPort(string text) => PortOf(text) is >= 1 and <= ushort.MaxValue ? null : $"'{text}' is not a port";

    private static string? FaultOfMethod(string text) => text is "get" or "post" ? null : $"'{text}' is neither get nor post";

    private static DailyWindow? WindowOf(string text) => DailyWindow.TryParse(text, out var window) ? window : null;
}
