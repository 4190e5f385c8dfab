namespace TazPod.Vault.Hosting;

/// <summary>Receives details and progress while a verb runs. The service itself prints nothing.</summary>
public interface IVaultObserver
{
    /// <summary>A detail for verbose output, in one line and without secrets: credentials used, requests sent, paths.</summary>
    void Detail(string line);

    /// <summary>The verb waits: a request failed and is repeated, or an answer takes long. In one line and without secrets. A detail by
    /// default.</summary>
    void Waiting(string line) => Detail(line);

    /// <summary>Reports the progress of a transfer, or of work on this machine.</summary>
    /// <param name="what">The work, for example <c>uploading the vault</c>.</param>
    /// <param name="done">Bytes so far.</param>
    /// <param name="total">Bytes in total; 0 if unknown.</param>
    void Transferred(string what, long done, long total);
}
