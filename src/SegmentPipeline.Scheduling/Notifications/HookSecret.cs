namespace SegmentPipeline.Scheduling;

/// <summary>The secret of a hook.</summary>
internal static class HookSecret
{
    /// <summary>Whether a hook has one.</summary>
    internal static bool IsNamed(NotifyHook hook) => (hook.SecretFile ?? hook.SecretEnvironment) is not null;

    /// <summary>Reads it; line ends at its end do not belong to it.</summary>
    /// <exception cref="DeliveryException">It cannot be read, or is empty.</exception>
    internal static byte[] Read(NotifyHook hook) =>
        SecretText.TryRead(hook.SecretFile, hook.SecretEnvironment, out var secret, out var fault)
            ? secret
            : throw new DeliveryException(fault, mayPass: false);
}
