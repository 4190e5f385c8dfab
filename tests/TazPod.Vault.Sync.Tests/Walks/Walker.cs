using TazPod.Vault.Workspace;

namespace TazPod.Vault.Sync.Tests.Walks;

/// <summary>A user of one machine, who edits at random and settles conflicts.</summary>
internal sealed class Walker(string name, Machine machine, Tokens tokens, Random random)
{
    /// <summary>The user's name.</summary>
    public string Name => name;

    /// <summary>The machine.</summary>
    public Machine Machine => machine;

    /// <summary>Whether a merge waits for this user.</summary>
    public bool HasToSettle => SyncState.Load(new VaultLocation(machine.VaultFile), _ => { }).File.Merge?.Phase == MergePhase.Waiting;

    /// <summary>All trees of the machine.</summary>
    public IEnumerable<IReadOnlyDictionary<string, string>> All => Trees.Of(machine.Root, machine.VaultFile);

    /// <summary>The secrets directory and the vault file.</summary>
    public IEnumerable<IReadOnlyDictionary<string, string>> Current =>
        [Trees.OfDirectory(machine.Secrets), Trees.OfVault(machine.VaultBytes)!];

    /// <summary>Changes one variable, some lines, or a whole file.</summary>
    public void Edit()
    {
        switch (random.Next(3))
        {
            case 0:
                EditLines("app.env", lines => Replace(lines, $"K{random.Next(6)}"));
                break;
            case 1:
                EditLines("notes", Change);
                break;
            default:
                EditFile($"d{random.Next(2)}/f{random.Next(2)}");
                break;
        }
    }

    /// <summary>Settles all conflicts, each one for one of the sides.</summary>
    public void Settle()
    {
        foreach (var theirs in Directory.EnumerateFiles(machine.Secrets, "*.theirs-*", SearchOption.AllDirectories).ToList())
        {
            var ours = theirs[..theirs.LastIndexOf(".theirs-", StringComparison.Ordinal)];
            var (ourText, theirText) = (File.Exists(ours) ? File.ReadAllText(ours) : "", File.ReadAllText(theirs));
            if (random.Next(2) == 0)
            {
                tokens.Replaced(theirText, ourText);
                File.Delete(theirs);
            }
            else if (theirs.EndsWith("-deleted", StringComparison.Ordinal))
            {
                tokens.Replaced(ourText, "");
                File.Delete(ours);
                File.Delete(theirs);
            }
            else
            {
                tokens.Replaced(ourText, theirText);
                File.Move(theirs, ours, overwrite: true);
            }
        }
    }

    private void EditFile(string path)
    {
        var full = Path.Combine(machine.Secrets, path);
        if (File.Exists(full) && random.Next(3) == 0)
        {
            tokens.Replaced(File.ReadAllText(full), "");
            File.Delete(full);
        }
        else
        {
            Write(full, tokens.Next());
        }
    }

    private void EditLines(string path, Action<List<string>> edit)
    {
        var full = Path.Combine(machine.Secrets, path);
        List<string> lines = File.Exists(full) ? [.. File.ReadAllLines(full)] : [];
        edit(lines);
        Write(full, string.Concat(lines.Select(line => $"{line}\n")));
    }

    private void Replace(List<string> lines, string name)
    {
        var place = lines.FindIndex(line => line.StartsWith($"{name}=", StringComparison.Ordinal));
        if (place >= 0)
        {
            lines.RemoveAt(place);
        }

        lines.Insert(place >= 0 ? place : lines.Count, $"{name}={tokens.Next()}");
    }

    private void Change(List<string> lines)
    {
        var place = random.Next(lines.Count + 1);
        if (place < lines.Count && random.Next(3) == 0)
        {
            lines.RemoveAt(place);
        }

        lines.Insert(place, tokens.Next());
    }

    private void Write(string full, string text)
    {
        tokens.Replaced(File.Exists(full) ? File.ReadAllText(full) : "", text);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
