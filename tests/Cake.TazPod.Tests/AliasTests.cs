using System.Reflection;
using Cake.Core.Annotations;
using Cake.Frosting;
using Cake.Frosting.TazPod;
using Cake.TazPod.Internal;

namespace Cake.TazPod.Tests;

/// <summary>A build script has an alias for every task, and messages use only these aliases.</summary>
public sealed class AliasTests
{
    private static MethodInfo[] Aliases => [.. new[] { typeof(VaultAliases), typeof(UpkeepAliases), typeof(OperationAliases) }
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))];

    [Fact]
    public void Every_task_has_one_alias()
    {
        var tasks = typeof(PullVaultTask).Assembly.GetExportedTypes().Select(type => type.GetCustomAttribute<TaskNameAttribute>()?.Name).OfType<string>();

        Assert.Equal(tasks.Order(StringComparer.Ordinal), AliasNames.ByTask.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            AliasNames.ByTask.Values.Order(StringComparer.Ordinal), Aliases.Select(method => method.Name).Order(StringComparer.Ordinal));
    }

    /// <summary>Some runners read only the methods.</summary>
    [Fact]
    public void Every_alias_imports_the_namespaces_of_its_settings_and_its_result() => Assert.All(Aliases, method => Assert.Superset(
        new[] { typeof(TazPodSettings).Namespace, method.ReturnType.Namespace }.ToHashSet(),
        method.GetCustomAttributes<CakeNamespaceImportAttribute>().Select(import => (string?)import.Namespace).ToHashSet()));

    [Theory]
    [InlineData("Run SaveVault and PushVault first, or PullVault --force.", "Run VaultSave and VaultPush first, or VaultPull --force.")]
    [InlineData("Run --target=Login --profile=work, or: aws sso login --profile work", "Run VaultLogin --profile=work, or: aws sso login --profile work")]
    [InlineData("VaultStatus shows it; Login is a word of its own, and PullVaults none.", "VaultStatus shows it; Login is a word of its own, and PullVaults none.")]
    [InlineData("'/jobs/PullVault/vault.tar.aes' is damaged", "'/jobs/PullVault/vault.tar.aes' is damaged")]
    [InlineData(@"'PullVault\secrets' and 'PushVault' are directories", @"'PullVault\secrets' and 'PushVault' are directories")]
    public void A_hint_names_aliases_in_a_script(string hint, string said) => Assert.Equal(said, AliasNames.InPlaceOfTasks(hint));
}
