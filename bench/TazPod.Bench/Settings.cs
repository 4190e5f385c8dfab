namespace TazPod.Bench;

/// <summary>What all tools are told by environment variables.</summary>
internal static class Settings
{
    public static IReadOnlyDictionary<string, string> For(
        string place, string endpoint, string bucket, string accessKey, string secretKey, string region, string? authorities) => new Dictionary<string, string>(Trust(authorities))
        {
            ["PATH"] = $"/usr/bin:{Environment.GetEnvironmentVariable("PATH")}", // before wrappers of version managers
            ["TAZPOD_SECRETS"] = Path.Combine(place, "secrets"),
            ["TAZPOD_VAULT_FILE"] = Path.Combine(place, ".tazpod", "vault", "vault.tar.aes"),
            ["TAZPOD_BUCKET"] = bucket,
            ["TAZPOD_REGION"] = region,
            ["TAZPOD_PASSPHRASE"] = "a passphrase for measuring",
            ["TAZPOD_RETENTION"] = "10000",
            ["BENCH_EMPTY_TASK"] = "1",
            ["AWS_ENDPOINT_URL_S3"] = endpoint,
            ["AWS_ACCESS_KEY_ID"] = accessKey,
            ["AWS_SECRET_ACCESS_KEY"] = secretKey,
            ["AWS_REGION"] = region,
            ["AWS_DEFAULT_REGION"] = region,
            ["RCLONE_S3_PROVIDER"] = "Ceph",
            ["RCLONE_S3_ENV_AUTH"] = "true",
            ["RCLONE_S3_ENDPOINT"] = endpoint,
            ["RESTIC_REPOSITORY"] = $"s3:{endpoint.TrimEnd('/')}/{bucket}/peers/restic",
            ["RESTIC_PASSWORD"] = "a passphrase for measuring",
        };

    // All tools then read as many authorities as on a usual machine.
    private static Dictionary<string, string> Trust(string? authorities) => authorities is null ? [] : new()
    {
        ["SSL_CERT_FILE"] = authorities,
        ["AWS_CA_BUNDLE"] = authorities,
        ["RESTIC_CACERT"] = authorities,
    };
}
