using TazPod.Vault.Errors;
using TazPod.Vault.Results;

namespace TazPod.Vault.Tests.Results;

/// <summary>Results as JSON.</summary>
public sealed class ResultJsonTests
{
    [Fact]
    public void No_result_writes_an_exception()
    {
        Assert.NotNull(ResultJsonContext.Default.GetTypeInfo(typeof(MergeResult)));
        Assert.Null(ResultJsonContext.Default.GetTypeInfo(typeof(VaultException)));
        Assert.Null(ResultJsonContext.Default.GetTypeInfo(typeof(Exception)));
    }
}
