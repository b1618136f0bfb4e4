using MimeKit;
using SegmentPipeline.Hosting;

namespace SegmentPipeline.Scheduling;

/// <summary>The rules that hooks can break although each of their values can be read. No fault repeats an address, which may have a
/// secret in it.</summary>
internal static class NotifyRules
{
    private const int MostHooks = 32;
    private const string NoAddress = "this is no address; write https://HOST/PATH";

    /// <summary>Every rule that they break.</summary>
    internal static IEnumerable<PipelineFault> FaultsOf(ServeOptions options)
    {
        if (options.Notify.Count > MostHooks) yield return new("notify", $"there may be {MostHooks} hooks at most");
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < options.Notify.Count; i++)
        {
            var hook = options.Notify[i];
            var path = $"notify:{i}:";
            if (hook.Name is not { } name) yield return new(path + "name", "the hook has no name");
            else if (ServeRules.FaultOfName(name) is { } fault) yield return new(path + "name", fault);
            else if (!names.Add(name)) yield return new(path + "name", $"another hook is called '{name}' already");
            foreach (var unknown in hook.Archives.Where(asked => options.Archives.All(archive => archive.Name != asked)))
                yield return new(path + "archives", $"there is no archive '{unknown}'");
            foreach (var (key, message) in KindFaultsOf(hook).Concat(KeyFaultsOf(hook))) yield return new(path + key, message);
        }
    }

    private static IEnumerable<(string Key, string Message)> KindFaultsOf(NotifyHook hook)
    {
        var kinds = HookKinds.All.Count(kind => HookKinds.IsSet(hook, kind));
        if (kinds != 1) yield return ("webhook", "a hook has exactly one of webhook, command, email and ping");
        if (hook.Webhook is { } webhook && !IsAddress(webhook)) yield return ("webhook", NoAddress);
        if (hook.Email is { } email)
        {
            foreach (var (key, message) in FaultsOf(email, hook)) yield return ($"email:{key}", message);
        }

        if (hook.Ping is not { } ping) yield break;
        if (ping is { Start: null, Success: null, Failure: null }) yield return ("ping", "no address is named; give start, success or failure");
        if (ping.Start is { } start && !IsAddress(start)) yield return ("ping:start", NoAddress);
        if (ping.Success is { } success && !IsAddress(success)) yield return ("ping:success", NoAddress);
        if (ping.Failure is { } failure && !IsAddress(failure)) yield return ("ping:failure", NoAddress);
    }

    private static IEnumerable<(string Key, string Message)> FaultsOf(NotifyEmail email, NotifyHook hook)
    {
        if (email.Host is null) yield return ("host", "no mail server is named");
        if (email.From is null) yield return ("from", "nobody is named who sends");
        else if (!MailboxAddress.TryParse(email.From, out _)) yield return ("from", $"'{email.From}' is not an address of mail");
        if (email.To.Count == 0) yield return ("to", "nobody is named whom to send to");
        foreach (var to in email.To.Where(to => !MailboxAddress.TryParse(to, out _)))
            yield return ("to", $"'{to}' is not an address of mail");
        var hasSecret = hook.SecretFile is not null || hook.SecretEnvironment is not null;
        if (email.User is not null && !hasSecret) yield return ("user", "the user has no password; name secretFile or secretEnvironment");
        if (email.User is null && hasSecret) yield return ("user", "there is a password, but no user");
        if (email is { User: not null, Tls: NotifyTls.None } && email.Host is not ("localhost" or "127.0.0.1" or "::1"))
            yield return ("tls", "a password is not sent unencrypted; write starttls or tls");
    }

    private static IEnumerable<(string Key, string Message)> KeyFaultsOf(NotifyHook hook)
    {
        if (hook is { SecretFile: not null, SecretEnvironment: not null })
            yield return ("secretFile", "a secret is either in a file or in the environment");
        if ((hook.SecretFile ?? hook.SecretEnvironment) is not null && hook.Webhook is null && hook.Email is null)
            yield return (hook.SecretFile is null ? "secretEnvironment" : "secretFile", "only a webhook and email have a secret");
        if (hook.Template is not null && hook.Webhook is null) yield return ("template", "only a webhook has a template");
        if (hook.Patience == TimeSpan.Zero) yield return ("patience", "a copy must have some time to answer");
        if (hook.Ping is null) yield break;
        (string Key, bool IsSet)[] useless =
        [
            ("atLeast", hook.AtLeast is not null), ("patience", hook.Patience is not null), ("quiet", hook.Quiet is not null),
            ("every", hook.Every is not null),
        ];
        foreach (var (key, _) in useless.Where(key => key.IsSet)) yield return (key, "a ping tells of runs only, each at its time");
    }

    /// <summary>Whether it is an address over HTTP. A user in it would not be sent.</summary>
    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
        && address.Host.Length > 0
        && address.UserInfo.Length == 0;
}
