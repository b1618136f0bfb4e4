namespace SegmentPipeline.Scheduling;

/// <summary>How somebody is told.</summary>
internal enum HookKind
{
    Webhook,
    Command,
    Email,
    Ping,
}

/// <summary>The kinds of hooks, and the hooks of each.</summary>
internal static class HookKinds
{
    internal static IReadOnlyList<HookKind> All { get; } = Enum.GetValues<HookKind>();

    /// <summary>The word of the configuration, the log and the metrics.</summary>
    internal static string WordOf(HookKind kind) => kind switch
    {
        HookKind.Webhook => "webhook",
        HookKind.Command => "command",
        HookKind.Email => "email",
        HookKind.Ping => "ping",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind"),
    };

    /// <summary>Whether a hook says how to be told so.</summary>
    internal static bool IsSet(NotifyHook hook, HookKind kind) => kind switch
    {
        HookKind.Webhook => hook.Webhook is not null,
        HookKind.Command => hook.Command.Count > 0,
        HookKind.Email => hook.Email is not null,
        HookKind.Ping => hook.Ping is not null,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind"),
    };

    /// <summary>The kind of a hook without faults.</summary>
    internal static HookKind KindOf(NotifyHook hook) => All.First(kind => IsSet(hook, kind));
}
