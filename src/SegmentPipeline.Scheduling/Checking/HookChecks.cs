using System.Net;
using System.Net.Sockets;

namespace SegmentPipeline.Scheduling;

/// <summary>What a hook needs: addresses that can be resolved, a secret that can be read, a program that can be started, a mail server that
/// greets and lets the user in. Nothing is sent to anybody.</summary>
internal static class HookChecks
{
    /// <summary>What there is to look at.</summary>
    internal static IEnumerable<HostCheck> For(NotifyHook hook)
    {
        var group = $"hook {hook.Name}";
        if (hook.Webhook is { } webhook) yield return HostCheck.OfNetwork(group, "webhook", stop => FaultOfAddressAsync(webhook, stop));
        foreach (var (subject, address) in AddressesOf(hook.Ping))
            yield return HostCheck.OfNetwork(group, subject, stop => FaultOfAddressAsync(address, stop));
        if (hook.Command.Count > 0) yield return HostCheck.OfDisk(group, $"command {hook.Command[0]}", () => FaultOfProgram(hook.Command[0]));
        if (hook.Email is { } email)
            yield return HostCheck.OfNetwork(group, $"mail server {email.Host}:{email.PortInUse}", stop => new EmailDelivery(hook).FaultOfVisitAsync(stop));
        if (HookSecret.IsNamed(hook))
            yield return HostCheck.OfDisk(group, hook.SecretFile is null ? "secret of the environment" : "file of the secret", () => FaultOfSecret(hook));
    }

    /// <summary>Why the host that an address names cannot be found; null if it can. The address itself may be a secret.</summary>
    internal static async Task<string?> FaultOfAddressAsync(string address, CancellationToken cancellationToken)
    {
        try
        {
            var host = new Uri(address).IdnHost;
            var found = await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
            return found.Length > 0 ? null : "its name cannot be resolved";
        }
        catch (Exception cause) when (cause is SocketException or ArgumentException)
        {
            return "its name cannot be resolved";
        }
    }

    private static IEnumerable<(string Subject, string Address)> AddressesOf(NotifyPing? ping)
    {
        if (ping?.Start is { } start) yield return ("ping start", start);
        if (ping?.Success is { } success) yield return ("ping success", success);
        if (ping?.Failure is { } failure) yield return ("ping failure", failure);
    }

    /// <summary>A name without a slash is looked for beside this program, in the working directory, and where the system looks for
    /// programs, as it is when it is started.</summary>
    private static string? FaultOfProgram(string program)
    {
        if (program.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal)) return FaultOfFile(program);
        string?[] places = [AppContext.BaseDirectory, Environment.CurrentDirectory, .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)];
        return places.Any(place => !string.IsNullOrEmpty(place) && FaultOfFile(Path.Combine(place, program)) is null)
            ? null
            : "there is no such program";
    }

    private static string? FaultOfFile(string path) =>
        !File.Exists(path) ? "there is no such program" : WriteAccess.MayRun(path) ? null : "it cannot be started: it is not executable";

    private static string? FaultOfSecret(NotifyHook hook)
    {
        try
        {
            HookSecret.Read(hook);
            return null;
        }
        catch (DeliveryException fault)
        {
            return fault.Message;
        }
    }
}
