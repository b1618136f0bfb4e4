namespace SegmentPipeline.Scheduling;

/// <summary>Somebody who is told what changes about archives: an item of <c>serve:notify</c>, read. Exactly one of
/// <see cref="Webhook"/>, <see cref="Command"/>, <see cref="Email"/> and <see cref="Ping"/> is set.</summary>
public sealed class NotifyHook
{
    /// <summary>What it is called in the log; as an archive may be called.</summary>
    /// <value>None; a hook must have one.</value>
    public string? Name { get; set; }

    /// <summary>The address that each message is posted to.</summary>
    /// <value>None.</value>
    public string? Webhook { get; set; }

    /// <summary>A program and its arguments, which gets each message on standard input.</summary>
    /// <value>None.</value>
    public IReadOnlyList<string> Command { get; set; } = [];

    /// <summary>To whom each message is sent by mail.</summary>
    /// <value>None.</value>
    public NotifyEmail? Email { get; set; }

    /// <summary>The addresses of a monitor that misses runs by itself: a dead man's switch.</summary>
    /// <value>None.</value>
    public NotifyPing? Ping { get; set; }

    /// <summary>The file that has the secret: the key that bodies are signed by, or the password of the mail server.</summary>
    /// <value>None.</value>
    public string? SecretFile { get; set; }

    /// <summary>The environment variable that has the secret.</summary>
    /// <value>None.</value>
    public string? SecretEnvironment { get; set; }

    /// <summary>What the body of a webhook looks like.</summary>
    /// <value>None: <see cref="NotifyTemplate.Plain"/>.</value>
    public NotifyTemplate? Template { get; set; }

    /// <summary>Names of the archives of which it is told.</summary>
    /// <value>None: of all.</value>
    public IReadOnlyList<string> Archives { get; set; } = [];

    /// <summary>Holes that are shorter are not told.</summary>
    /// <value>None: all are.</value>
    public TimeSpan? AtLeast { get; set; }

    /// <summary>How long another copy may give no answer before that is told.</summary>
    /// <value>None: one hour.</value>
    public TimeSpan? Patience { get; set; }

    /// <summary>The part of the day in which nothing is told; what comes meanwhile is told afterwards, in one message.</summary>
    /// <value>None.</value>
    public DailyWindow? Quiet { get; set; }

    /// <summary>The clock that <see cref="Quiet"/> is read by.</summary>
    /// <value>UTC.</value>
    public TimeZoneInfo TimeZone { get; set; } = TimeZoneInfo.Utc;

    /// <summary>How long there is at least between two messages; what comes meanwhile is told afterwards, in one.</summary>
    /// <value>None: a message may follow another at once.</value>
    public TimeSpan? Every { get; set; }
}

/// <summary>What the body of a webhook looks like.</summary>
public enum NotifyTemplate
{
    /// <summary>All of the message, as docs/notify.md describes it.</summary>
    Plain,

    /// <summary>For an incoming webhook of Slack.</summary>
    Slack,

    /// <summary>For a webhook of Discord.</summary>
    Discord,

    /// <summary>For the incoming webhook of Zulip that takes what Slack does.</summary>
    Zulip,

    /// <summary>For a topic of ntfy.</summary>
    Ntfy,
}
