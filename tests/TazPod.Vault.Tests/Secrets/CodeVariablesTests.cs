using TazPod.Vault.Secrets;

namespace TazPod.Vault.Tests.Secrets;

/// <summary>The variables that decide what code a command runs.</summary>
public sealed class CodeVariablesTests
{
    [Theory]
    [InlineData("PSModulePath")]
    [InlineData("DOTNET_DiagnosticPorts")]
    [InlineData("PYTHONWARNINGS")]
    [InlineData("LDR_PRELOAD")]
    [InlineData("LDR_PRELOAD64")]
    [InlineData("LDR_LIBRARY_PATH")]
    [InlineData("NIX_LD")]
    [InlineData("NIX_LD_LIBRARY_PATH")]
    [InlineData("NIX_LD_x86_64_linux")]
    public void A_variable_that_loads_code_is_one(string name) => Assert.True(CodeVariables.Holds(name));

    [Theory]
    [InlineData("LDR_TIMEOUT")]
    [InlineData("NIX_LDFLAGS")]
    [InlineData("ENV")]
    public void A_variable_of_an_application_is_not_one(string name) => Assert.False(CodeVariables.Holds(name));
}
