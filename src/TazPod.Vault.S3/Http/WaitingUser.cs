namespace TazPod.Vault.S3.Http;

/// <summary>The user who waits for the store, if there is one.</summary>
internal sealed class WaitingUser
{
    /// <summary>Shows the user a line; null, the default, if there is none.</summary>
    public Action<string>? Show { get; set; }

    public void Say(string line) => Show?.Invoke(line);
}
