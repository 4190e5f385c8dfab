using System.Runtime.CompilerServices;
using Amazon;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Internal;

namespace TazPod.Vault.S3.AwsConfig;

/// <summary>The SDK reads AWS's files itself before it creates its first client. If a file has a line that the SDK does not understand, no
/// client of any service can be created in this process, whatever the credentials.</summary>
internal static class SdkFiles
{
    private static readonly Lock Once = new();
    private static bool looked;

    /// <summary>Keeps the SDK from reading files that it cannot parse. This program has its own reader and needs nothing from the
    /// SDK's.</summary>
    public static void KeepFromUnreadable()
    {
        lock (Once)
        {
            if (!looked && !CanRead())
            {
                WithoutFiles(() => RuntimeHelpers.RunClassConstructor(typeof(FallbackInternalConfigurationFactory).TypeHandle));
            }

            looked = true;
        }
    }

    private static bool CanRead()
    {
        try
        {
            // The SDK does not know the other variables that name a profile.
            _ = new CredentialProfileStoreChain().TryGetProfile(AWSConfigs.AWSProfileName ?? Environment.GetEnvironmentVariable("AWS_PROFILE") ?? AwsConfiguration.DefaultProfile, out _);
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    // The SDK has no other way to ignore the files.
    private static void WithoutFiles(Action act)
    {
        var location = AWSConfigs.AWSProfilesLocation;
        var variable = Environment.GetEnvironmentVariable(SharedCredentialsFile.SharedConfigFileEnvVar);
        try
        {
            AWSConfigs.AWSProfilesLocation = Path.Combine(Path.GetTempPath(), $"none-{Guid.NewGuid():N}", "credentials");
            Environment.SetEnvironmentVariable(SharedCredentialsFile.SharedConfigFileEnvVar, null);
            act();
        }
        finally
        {
            Environment.SetEnvironmentVariable(SharedCredentialsFile.SharedConfigFileEnvVar, variable);
            AWSConfigs.AWSProfilesLocation = location;
        }
    }
}
