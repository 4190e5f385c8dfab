using System.Runtime.CompilerServices;
using Amazon;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Internal;

namespace TazPod.Vault.S3.AwsConfig;

/// <summary>The SDK reads AWS's files by itself before its first client is made. Where one has a line that it does not understand, no client
/// of any service can be made in this process, with whatever credentials.</summary>
internal static class SdkFiles
{
    private static readonly Lock Once = new();
    private static bool looked;

    /// <summary>Keeps the SDK from files that it cannot read. All that this program needs of them it takes from its own reading.</summary>
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
            // The SDK knows none of the other variables that name a profile.
            _ = new CredentialProfileStoreChain().TryGetProfile(AWSConfigs.AWSProfileName ?? Environment.GetEnvironmentVariable("AWS_PROFILE") ?? AwsConfiguration.DefaultProfile, out _);
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    // It offers no other way to say that there are none.
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
