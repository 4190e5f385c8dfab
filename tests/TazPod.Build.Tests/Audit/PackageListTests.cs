using TazPod.Build.Audit;

namespace TazPod.Build.Tests.Audit;

public sealed class PackageListTests
{
    private const string None = """{ "version": 1, "projects": [ { "path": "/a.csproj" }, { "path": "/b.csproj", "frameworks": [ { "framework": "net10.0" } ] } ] }""";

    private const string Some = """
        {
          "version": 1,
          "parameters": "--vulnerable --include-transitive",
          "projects": [
            {
              "path": "/a.csproj",
              "frameworks": [
                {
                  "framework": "net10.0",
                  "topLevelPackages": [
                    {
                      "id": "Newtonsoft.Json",
                      "requestedVersion": "12.0.1",
                      "resolvedVersion": "12.0.1",
                      "vulnerabilities": [ { "severity": "High", "advisoryurl": "https://example.org/1" }, { "severity": "Low", "advisoryurl": "https://example.org/2" } ]
                    }
                  ],
                  "transitivePackages": [
                    { "id": "Deep", "resolvedVersion": "1.0.0", "vulnerabilities": [ { "severity": "Critical", "advisoryurl": "https://example.org/3" } ] }
                  ]
                }
              ]
            },
            {
              "path": "/b.csproj",
              "frameworks": [
                {
                  "framework": "net10.0",
                  "transitivePackages": [
                    { "id": "Deep", "resolvedVersion": "1.0.0", "vulnerabilities": [ { "severity": "Critical", "advisoryurl": "https://example.org/3" } ] }
                  ]
                }
              ]
            }
          ]
        }
        """;

    [Fact]
    public void Each_vulnerability_is_one_line_however_many_projects_use_the_package()
        => Assert.Equal(
            [
                "Deep 1.0.0: Critical, https://example.org/3",
                "Newtonsoft.Json 12.0.1: High, https://example.org/1",
                "Newtonsoft.Json 12.0.1: Low, https://example.org/2",
            ],
            PackageList.Read(Some).Select(package => package.ToString()));

    [Fact]
    public void Projects_without_vulnerable_packages_add_nothing() => Assert.Empty(PackageList.Read(None));
}
