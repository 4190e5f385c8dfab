using TazPod.Vault;
using TazPod.Vault.Doors.Help;
using TazPod.Vault.Doors.Printing;
using TazPod.Vault.Errors;

namespace Cake.Frosting.TazPod.Internal;

/// <summary>The help of the tasks that a command line names: Cake's own is the same for all.</summary>
/// <param name="width">The width of the terminal in columns.</param>
internal sealed class TaskHelp(int width)
{
    private const string Margin = "  ";

    private readonly int width = VerbHelp.WidthFor(width);

    /// <summary>The help of these tasks, with a blank line between them.</summary>
    /// <param name="names">The names, in any case; at least one.</param>
    /// <exception cref="VaultException">TAZPOD1002: there is no such task.</exception>
    public IReadOnlyList<string> Of(IEnumerable<string> names)
    {
        var tasks = DeclaredTask.All();
        return [.. names.SelectMany(name => Of(name, tasks).Prepend("")).Skip(1)];
    }

    /// <summary>All tasks, to be shown after the help of the host.</summary>
    public IReadOnlyList<string> List()
    {
        var tasks = DeclaredTask.All();
        var column = Margin.Length + tasks.Max(task => task.Name.Length) + Margin.Length;
        return
        [
            "",
            "TASKS:",
            .. tasks.SelectMany(task => PlainText.Wrap($"{Margin}{task.Name}".PadRight(column) + task.Description, width, column)),
            "",
            "--target=TASK --help explains a task.",
        ];
    }

    private IEnumerable<string> Of(string name, IReadOnlyList<DeclaredTask> tasks)
    {
        if (VaultVerbs.Find(name) is { } verb)
        {
            return new VerbHelp(verb, verb.Name, $"--target={verb.Name}", width).Lines();
        }

        return tasks.FirstOrDefault(task => task.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found
            ? Of(found)
            : throw UnknownTarget.Misspelt(name, tasks.Select(task => task.Name));
    }

    private IEnumerable<string> Of(DeclaredTask task) =>
    [
        task.Name,
        .. PlainText.Wrap(Margin + (task.Description ?? "A task of this build, without a description"), width, Margin.Length),
        .. task.Before.Count == 0 ? Array.Empty<string>() : ["", .. PlainText.Wrap($"Runs first: {string.Join(", ", task.Before)}.", width, 0)],
    ];
}
