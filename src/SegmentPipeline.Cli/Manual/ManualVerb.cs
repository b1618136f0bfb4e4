using System.CommandLine;

namespace SegmentPipeline.Cli;

/// <summary><c>pipeline manual FORMAT</c>: what a package of the command has beside it. It stands in no help, since who installs a package
/// has it already.</summary>
internal static class ManualVerb
{
    /// <summary>The formats, each with what writes it.</summary>
    internal static IReadOnlyDictionary<string, Func<DescribedVerb, string>> Formats { get; } =
        new Dictionary<string, Func<DescribedVerb, string>>
        {
            ["man"] = root => ManualPage.Render(root, PrintVersion.Version),
            ["bash"] = BashCompletion.Render,
            ["zsh"] = ZshCompletion.Render,
            ["fish"] = FishCompletion.Render,
        };

    /// <summary>The verb.</summary>
    /// <param name="endings">What stands at the end of each help.</param>
    internal static Command Create(IReadOnlyDictionary<Command, string> endings)
    {
        var command = new Command("manual", "Writes the manual page, or completions for a shell.") { Hidden = true };
        var format = new Argument<string>("FORMAT") { Description = $"One of {string.Join(", ", Formats.Keys)}." };
        command.Add(format);
        command.SetAction(parsed =>
        {
            var name = parsed.GetRequiredValue(format);
            if (!Formats.TryGetValue(name, out var write))
                throw new UsageException($"FORMAT: '{name}' is none of {string.Join(", ", Formats.Keys)}");
            parsed.InvocationConfiguration.Output.Write(write(DescribedVerb.From(parsed.RootCommandResult.Command, endings)));
            return ExitCode.Success;
        });
        return command;
    }
}
