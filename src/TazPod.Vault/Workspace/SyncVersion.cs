namespace TazPod.Vault.Workspace;

/// <summary>The one member of <c>sync.json</c> that every layout has.</summary>
/// <param name="Version">The layout's version.</param>
internal sealed record SyncVersion(int Version = SyncDocument.CurrentVersion);
