namespace Cake.Frosting.TazPod.Tests.Hints;

/// <summary>A step that a hint names: a command line, or something that is done by hand.</summary>
/// <param name="Text">The command line, or the words of the hint that ask for the work by hand.</param>
internal sealed record Step(string Text)
{
    private static readonly string[] OfTheUser = ["--secrets", "--file", "--lineage", "--env-file"];

    /// <summary>The work by hand; null for a command.</summary>
    public Action<Stage>? Work { get; private init; }

    public string[] Words => Text.Split(' ');

    public static implicit operator Step(string command) => new(command);

    /// <param name="words">The words of the hint that ask for it.</param>
    /// <param name="work">Does it.</param>
    public static Step ByHand(string words, Action<Stage> work) => new(words) { Work = work };

    /// <summary>Whether a hint names this step. It need not name the arguments of the commands before, and what only the user
    /// knows.</summary>
    public bool IsNamedBy(string hint, params Step[] before) => Work is not null
        ? hint.Contains(Text, StringComparison.Ordinal)
        : Words.Select(NameOf).All(name => OfTheUser.Contains(name)
            || before.Any(step => step.Words.Select(NameOf).Contains(name)) || hint.Contains(name, StringComparison.Ordinal));

    private static string NameOf(string word) => word.Split('=')[0];

    public override string ToString() => Work is null ? Text : $"({Text})";
}
