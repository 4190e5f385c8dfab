using TazPod.Vault.Errors;
using TazPod.Vault.Results;

namespace TazPod.Vault.Hosting;

/// <summary>Receives details and progress while a verb runs. The service itself prints nothing.</summary>
public interface IVaultObserver
{
    /// <summary>A verb starts. Does nothing by default.</summary>
    /// <param name="verb">Its name, such as <c>PushVault</c>.</param>
    void Started(string verb)
    {
    }

    /// <summary>A verb ended with a result, which can still be a finding: see <see cref="VerbResult.Failure"/>. Does nothing by
    /// default.</summary>
    /// <param name="result">The result, with its notices.</param>
    void Ended(VerbResult result)
    {
    }

    /// <summary>A verb ended with an exception. Does nothing by default.</summary>
    /// <param name="verb">Its name, such as <c>PushVault</c>.</param>
    /// <param name="failure">A <see cref="VaultException"/>, an <see cref="OperationCanceledException"/>, or an unexpected one.</param>
    void Failed(string verb, Exception failure)
    {
    }

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
