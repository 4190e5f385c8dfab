using System.Text.Json.Serialization;

namespace TazPod.Vault.Workspace;

/// <summary>How far a merge with conflicts has come. It is recorded before each step, so a killed run can be continued.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MergePhase>))]
internal enum MergePhase
{
    /// <summary>The merged tree is being put into the secrets directory, which may still have its old content.</summary>
    Placing,

    /// <summary>The merged tree is there, and waits for a user.</summary>
    Waiting,

    /// <summary>The old content is being put back. Some of the latest that was merged may be missing from the directory.</summary>
    Undoing,

    /// <summary>The old content is back. Only the kept directory is left to be removed.</summary>
    Undone,
}
