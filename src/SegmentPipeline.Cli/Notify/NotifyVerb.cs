using System.CommandLine;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Cli;

/// <summary><c>pipeline notify</c>: whether those whom <c>pipeline serve</c> tells of archives can be told.</summary>
internal static class NotifyVerb
{
    internal static Command Create(Surroundings surroundings)
    {
        var command = new Command("notify", "Sends a test message to those whom pipeline serve tells of archives.");
        var name = new Argument<string?>("NAME")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "The hook to try, by its name. [all]",
        };
        var test = new Option<bool>("--test") { Description = "Send it; notify does nothing else." };
        var config = new Option<string?>("--config") { HelpName = "FILE", Description = "Configuration file. [./pipeline.json]" };
        command.Add(name);
        command.Add(test);
        command.Add(config);
        command.SetAction((parsed, stop) =>
        {
            if (!parsed.GetValue(test)) throw new UsageException("notify: write --test, which sends each hook a test message");
            var options = ConfigurationSources.ReadServe(parsed.GetValue(config), null, surroundings);
            return TestAsync(options, HooksOf(options, parsed.GetValue(name)), parsed.InvocationConfiguration.Output, stop);
        });
        return command;
    }

    private static IReadOnlyList<NotifyHook> HooksOf(ServeOptions options, string? name)
    {
        if (options.Notify.Count == 0) throw new UsageException("serve:notify: nobody is to be told of anything; docs/notify.md says how");
        if (name is null) return options.Notify;
        return options.Notify.FirstOrDefault(hook => hook.Name == name) is { } hook
            ? [hook]
            : throw new UsageException($"there is no hook '{name}'; there are {string.Join(", ", options.Notify.Select(hook => hook.Name))}");
    }

    private static async Task<int> TestAsync(
        ServeOptions options, IReadOnlyList<NotifyHook> hooks, TextWriter output, CancellationToken cancellationToken)
    {
        using var test = new NotifyTest(options);
        var exit = ExitCode.Success;
        foreach (var hook in hooks)
        {
            var fault = await test.SendAsync(hook, cancellationToken).ConfigureAwait(false);
            if (fault is not null) exit = ExitCode.Findings;
            await output.WriteLineAsync($"{hook.Name} ({NotifyTest.KindOf(hook)}): {(fault is null ? "told" : $"not told: {fault}")}")
                .ConfigureAwait(false);
            await output.FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        return exit;
    }
}
