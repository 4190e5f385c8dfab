# Builds the host and runs it where you are: ./build.ps1 --target=PushVault
$ErrorActionPreference = "Stop"
$env:DOTNET_NOLOGO = "1"
$env:DOTNET_CLI_TELEMETRY_OPTOUT = "1"

# From the root, so that no global.json of the caller chooses the SDK.
Push-Location $PSScriptRoot
try {
    $said = dotnet build build/Build.csproj --configuration Release --verbosity quiet -nologo --disable-build-servers 2>&1
    if ($LASTEXITCODE -ne 0) { $said | Out-Host; exit $LASTEXITCODE }
}
finally {
    Pop-Location
}

dotnet (Join-Path $PSScriptRoot "build/bin/Release/net10.0/TazPod.Build.dll") @args
exit $LASTEXITCODE
