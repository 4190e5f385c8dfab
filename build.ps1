# Runs the host where you are, and builds it first when its sources have changed: ./build.ps1 --target=PushVault
$ErrorActionPreference = "Stop"
$env:DOTNET_NOLOGO = "1"
$env:DOTNET_CLI_TELEMETRY_OPTOUT = "1"
$hosts = Join-Path $PSScriptRoot "artifacts/host"
$kept = 3

# Each state of what the host is made from has a host of its own, known by content: a build never changes one that is running.
function Get-State {
    $lines = Get-ChildItem -Path build, src, Directory.*, global.json -Recurse -File |
        ForEach-Object { $_.FullName.Substring($PSScriptRoot.Length) } |
        Where-Object { $_ -notmatch '[\\/](bin|obj)[\\/]' } | Sort-Object |
        ForEach-Object { "$((Get-FileHash -LiteralPath (Join-Path $PSScriptRoot $_)).Hash) $_" }
    $bytes = [Text.Encoding]::UTF8.GetBytes($lines -join "`n")
    (Get-FileHash -InputStream ([IO.MemoryStream]::new($bytes))).Hash.Substring(0, 16)
}

function Publish-Host([string] $output, [string[]] $options) {
    dotnet publish build/Build.csproj --configuration Release --output $output @options --verbosity quiet -nologo --disable-build-servers 2>&1
}

# From the root, so that no global.json of the caller chooses the SDK.
Push-Location $PSScriptRoot
try {
    $root = Join-Path $hosts (Get-State)
    if (-not (Test-Path $root)) {
        [Console]::Error.WriteLine("building the host, which takes a moment")
        $made = Join-Path $hosts ".made-$PID"
        # Machine code halves the start. Where its compiler is not to be had, the host is as good without.
        $said = Publish-Host $made @("-p:ReadyToRun=true")
        if ($LASTEXITCODE -ne 0) { $said = Publish-Host $made @() }
        if ($LASTEXITCODE -ne 0) { $said | Out-Host; exit $LASTEXITCODE }
        if (Test-Path $root) { Remove-Item -Recurse -Force $made } else { Move-Item $made $root }
        Get-ChildItem -Directory $hosts | Sort-Object -Property LastWriteTime -Descending | Select-Object -Skip $kept |
            Remove-Item -Recurse -Force -ErrorAction SilentlyContinue
    }
}
finally {
    Pop-Location
}

dotnet (Join-Path $root "TazPod.Build.dll") @args
exit $LASTEXITCODE
