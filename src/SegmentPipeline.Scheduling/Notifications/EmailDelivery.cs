using System.Globalization;
using System.Net.Sockets;
using System.Text;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using TlsException = System.Security.Authentication.AuthenticationException;

namespace SegmentPipeline.Scheduling;

/// <summary>Sends messages by a mail server.</summary>
internal sealed class EmailDelivery(NotifyHook hook) : IHookDelivery
{
    /// <summary>From this on a status says that it will be the same next time.</summary>
    private const SmtpStatusCode LeastRefusal = (SmtpStatusCode)500;

    private readonly NotifyEmail _email = hook.Email!;

    public async Task SendAsync(HookMessage message, CancellationToken cancellationToken)
    {
        var password = ReadPassword();
        using var mail = MailOf(message);
        var trust = new MailTrust();
        using var client = ClientOf(trust);
        try
        {
            await EnterAsync(client, password, cancellationToken).ConfigureAwait(false);
            await client.SendAsync(mail, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (IsOfMail(cause))
        {
            throw new DeliveryException(TextOf(cause, trust), MayPass(cause), cause)
            {
                IsRefusal = cause is SmtpCommandException { StatusCode: >= LeastRefusal },
            };
        }

        await LeaveAsync(client, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Why the mail server does not greet, encrypted as it is configured, or does not let the user in; null if it does.
    /// Nothing is sent. With a password that cannot be read nobody logs in.</summary>
    internal async Task<string?> FaultOfVisitAsync(CancellationToken cancellationToken)
    {
        var trust = new MailTrust();
        using var client = ClientOf(trust);
        try
        {
            await EnterAsync(client, PasswordIfRead(), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (IsOfMail(cause))
        {
            return TextOf(cause, trust);
        }

        await LeaveAsync(client, cancellationToken).ConfigureAwait(false);
        return null;
    }

    private static SmtpClient ClientOf(MailTrust trust) => new()
    {
        CheckCertificateRevocation = false,
        ServerCertificateValidationCallback = trust.Accepts,
    };

    /// <summary>Connects, encrypted as it is configured or not at all, and then logs in.</summary>
    private async Task EnterAsync(SmtpClient client, string? password, CancellationToken cancellationToken)
    {
        await client.ConnectAsync(_email.Host!, _email.PortInUse, OptionsOf(_email.Tls), cancellationToken).ConfigureAwait(false);
        if (password is not null) await client.AuthenticateAsync(_email.User!, password, cancellationToken).ConfigureAwait(false);
    }

    /// <exception cref="DeliveryException">It cannot be read.</exception>
    private string? ReadPassword() => _email.User is null ? null : Encoding.UTF8.GetString(HookSecret.Read(hook));

    private string? PasswordIfRead()
    {
        try
        {
            return ReadPassword();
        }
        catch (DeliveryException)
        {
            return null;
        }
    }

    private MimeMessage MailOf(HookMessage message)
    {
        var mail = new MimeMessage
        {
            Subject = message.Title,
            Date = message.Time.ToDateTimeOffset(),
            MessageId = $"{message.Id}@segmentpipeline",
            Body = new TextPart("plain") { Text = string.Join("\r\n", [.. message.Lines(Notice.MostItems), "", $"id {message.Id}", ""]) },
        };
        mail.From.Add(MailboxAddress.Parse(_email.From!));
        foreach (var to in _email.To) mail.To.Add(MailboxAddress.Parse(to));
        mail.Headers.Add(WebhookDelivery.IdHeader, message.Id);
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return mail;
    }

    /// <summary>The server has the message; how it says good-bye does not matter.</summary>
    private static async Task LeaveAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (IsOfMail(cause) || cause is OperationCanceledException)
        {
            // The connection is closed anyway.
        }
    }

    private static bool IsOfMail(Exception cause) => cause is ProtocolException or CommandException or AuthenticationException
        or TlsException or SslHandshakeException or ServiceNotConnectedException or ServiceNotAuthenticatedException
        or SocketException or IOException or NotSupportedException or FormatException or ArgumentException;

    /// <summary>Whether it may help to try again at once: who is not trusted, does not let one in, or lacks something, will not
    /// otherwise.</summary>
    private static bool MayPass(Exception cause) =>
        cause is not (TlsException or SslHandshakeException or AuthenticationException or NotSupportedException);

    /// <summary>What a server says may repeat what it was told, so only its status is passed on.</summary>
    private static string TextOf(Exception cause, MailTrust trust) => cause switch
    {
        SmtpCommandException refused => string.Create(CultureInfo.InvariantCulture, $"the mail server answered {(int)refused.StatusCode}"),
        AuthenticationException => "the mail server does not take the user and the password",
        SslHandshakeException or TlsException => trust.Fault ?? "the mail server does not speak TLS as it should, or none that is safe",
        NotSupportedException => "the mail server has no STARTTLS, or no way to log in",
        SocketException => "the mail server cannot be reached",
        ProtocolException => "the mail server does not speak SMTP, or closed the connection",
        IOException => "the connection to the mail server broke",
        _ => "the mail server cannot be used as it is configured",
    };

    private static SecureSocketOptions OptionsOf(NotifyTls tls) => tls switch
    {
        NotifyTls.None => SecureSocketOptions.None,
        NotifyTls.Start => SecureSocketOptions.StartTls,
        NotifyTls.Whole => SecureSocketOptions.SslOnConnect,
        _ => throw new ArgumentOutOfRangeException(nameof(tls), tls, "no such encryption"),
    };
}
