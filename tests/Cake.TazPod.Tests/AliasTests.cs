using System.Reflection;
using Cake.Frosting;
using Cake.Frosting.TazPod;
using Cake.TazPod.Internal;

namespace Cake.TazPod.Tests;

/// <summary>A build script has an alias for every task, and messages use only these aliases.</summary>
public sealed class AliasTests
{
    [Fact]
    public void Every_task_has_an_alias_with_an_asynchronous_twin()
    {
        var tasks = typeof(PullVaultTask).Assembly.GetExportedTypes().Select(type => type.GetCustomAttribute<TaskNameAttribute>()?.Name).OfType<string>();
        var aliases = new[] { typeof(VaultAliases), typeof(UpkeepAliases), typeof(OperationAliases) }
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)).Select(method => method.Name).ToArray();

        Assert.Equal(tasks.Order(StringComparer.Ordinal), AliasNames.ByTask.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            AliasNames.ByTask.Values.SelectMany(name => new[] { name, name + "Async" }).Order(StringComparer.Ordinal),
            aliases.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Run SaveVault and PushVault first, or PullVault --force.", "Run VaultSave and VaultPush first, or VaultPull --force.")]
    [InlineData("Run --target=Login --profile=work, or: aws sso login --profile work", "Run VaultLogin --profile=work, or: aws sso login --profile work")]
    [InlineData("VaultStatus shows it; Login is a word of its own, and PullVaults none.", "VaultStatus shows it; Login is a word of its own, and PullVaults none.")]
    [InlineData("'/jobs/PullVault/vault.tar.aes' is damaged", "'/jobs/PullVault/vault.tar.aes' is damaged")]
    [InlineData(@"'PullVault\secrets' and 'PushVault' are directories", @"'PullVault\secrets' and 'PushVault' are directories")]
    public void A_hint_names_aliases_in_a_script(string hint, string said) => Assert.Equal(said, AliasNames.InPlaceOfTasks(hint));
}
