#addin nuget:?package=Cake.TazPod&version=0.1.0

// Once: creates the bucket.
Task("Setup").Does(() => VaultSetup());

// After editing the secrets: seals and pushes them.
Task("Publish").Does(() =>
{
    VaultSave();
    if (!VaultPush().Changed)
    {
        Information("there was nothing to publish");
    }
});

// Pulls and unlocks the secrets, and removes them again after the deployment.
Task("Deploy").Does(() =>
{
    var vault = VaultBootstrap();
    try
    {
        Information($"deployed with {vault.Unlock.Files} secrets");
    }
    finally
    {
        VaultLock();
    }
});

RunTarget(Argument("target", "Deploy"));
