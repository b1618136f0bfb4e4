namespace SegmentPipeline.Scheduling;

/// <summary>How messages are sent by mail: <c>email</c> of a hook, read.</summary>
public sealed class NotifyEmail
{
    /// <summary>The mail server.</summary>
    /// <value>None; there must be one.</value>
    public string? Host { get; set; }

    /// <summary>Its port.</summary>
    /// <value>None: 587, 465 or 25, by <see cref="Tls"/>.</value>
    public int? Port { get; set; }

    /// <summary>How the connection is encrypted.</summary>
    /// <value><see cref="NotifyTls.Start"/>.</value>
    public NotifyTls Tls { get; set; } = NotifyTls.Start;

    /// <summary>Who sends.</summary>
    /// <value>None; there must be somebody.</value>
    public string? From { get; set; }

    /// <summary>To whom.</summary>
    /// <value>None; there must be somebody.</value>
    public IReadOnlyList<string> To { get; set; } = [];

    /// <summary>The user of the mail server; the hook's secret is the password.</summary>
    /// <value>None: the server asks for none.</value>
    public string? User { get; set; }

    /// <summary>The port in use.</summary>
    internal int PortInUse => Port ?? Tls switch
    {
        NotifyTls.None => 25,
        NotifyTls.Whole => 465,
        _ => 587,
    };
}

/// <summary>How the connection to a mail server is encrypted.</summary>
public enum NotifyTls
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>By STARTTLS, or nothing is sent.</summary>
    Start,

    /// <summary>From the first byte on.</summary>
    Whole,
}
