using System.CommandLine;
using TazPod.Vault;
using TazPod.Vault.Verbs;

namespace TazPod.Tool.Commands;

/// <summary>The commands, from the verb table.</summary>
internal static class CommandTree
{
    // The only group. Its verbs are about snapshots, not about the vault.
    private const string GroupDescription = "Pushes, pulls and shows the snapshots of a lineage";

    /// <param name="globals">The options of every command.</param>
    public static RootCommand Create(params Option[] globals)
    {
        var root = new RootCommand("Keeps secrets in one encrypted file, and syncs it with S3");
        root.Options.Clear();
        foreach (var option in globals)
        {
            root.Add(option);
        }

        foreach (var verb in VaultVerbs.All.Where(verb => verb.Doors.HasFlag(VerbDoors.Tool)))
        {
            var words = verb.Command.Split(' ');
            var parent = words.Length == 1 ? root : Group(root, words[0]);
            parent.Add(new VerbCommand(verb, words[^1]));
        }

        return root;
    }

    private static Command Group(RootCommand root, string name)
    {
        if (root.Subcommands.FirstOrDefault(command => command.Name == name) is { } group)
        {
            return group;
        }

        var added = new Command(name, GroupDescription);
        root.Add(added);
        return added;
    }
}
