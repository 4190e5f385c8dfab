# Runs the host in the current directory. Builds it first if its sources have changed: ./build.ps1 --target=PushVault
$ErrorActionPreference = "Stop"
$PSNativeCommandUseErrorActionPreference = $false
$env:DOTNET_NOLOGO = "1"
$env:DOTNET_CLI_TELEMETRY_OPTOUT = "1"
$env:DOTNET_CLI_UI_LANGUAGE = "en"
$hosts = Join-Path $PSScriptRoot "artifacts/host"
$kept = 4

# Takes a tenth of the time of Get-ChildItem.
function Get-Files([IO.DirectoryInfo] $directory) {
    $directory.EnumerateFiles()
    foreach ($below in $directory.EnumerateDirectories()) { if ($below.Name -notin "bin", "obj") { Get-Files $below } }
}

# Each state of the sources has its own host, identified by content. A build never changes a running host.
function Get-State($sources) {
    $lines = Get-FileHash -LiteralPath $sources.FullName | ForEach-Object { "$($_.Hash) $($_.Path.Substring($PSScriptRoot.Length))" }
    $bytes = [Text.Encoding]::UTF8.GetBytes($lines -join "`n")
    (Get-FileHash -InputStream ([IO.MemoryStream]::new($bytes))).Hash.Substring(0, 16)
}

# If all sizes and times are those of the last time, so is the state. Checking them is fast. New content with the same size and times is
# overlooked: .NET has no access to the other attributes that would change.
function Get-KnownState {
    $here = [IO.DirectoryInfo] $PSScriptRoot
    $sources = @($here.EnumerateFiles("Directory.*"); $here.EnumerateFiles("global.json"); Get-Files "$here/build"; Get-Files "$here/src") |
        Sort-Object -Property FullName
    $looks = $sources.ForEach({ "$($_.FullName) $($_.Length) $($_.LastWriteTimeUtc.Ticks) $($_.CreationTimeUtc.Ticks)" }) -join "`n"
    $note = Join-Path $hosts ".seen.ps1"
    $known, $seen = try { [IO.File]::ReadAllText($note) -split "`n", 2 } catch { "", "" }
    if ($seen -cne $looks) {
        $known = Get-State $sources
        try { $null = [IO.Directory]::CreateDirectory($hosts); [IO.File]::WriteAllText($note, "$known`n$looks") } catch { }
    }
    $known
}

# Two concurrent builds would interfere. The lock is released in any case when this process ends.
function Lock-Hosts {
    $null = [IO.Directory]::CreateDirectory($hosts)
    for ($waits = 0; ; $waits++) {
        if ($waits -eq 1) { [Console]::Error.WriteLine("build.ps1: waiting for another build of the host") }
        try { return [IO.File]::Open((Join-Path $hosts ".lock"), "OpenOrCreate", "Write", "None") }
        catch [IO.IOException] { if ($waits -eq 6000) { throw }; Start-Sleep -Milliseconds 100 }
    }
}

function Publish-Host([string] $output, [string[]] $options) {
    $ErrorActionPreference = "Continue" # Windows PowerShell treats a line on stderr as a failure.
    $script:stage = ""
    function Show([string] $text) { if ($text -ne $script:stage) { [Console]::Error.WriteLine("building the host: $text"); $script:stage = $text } }
    Show "restoring packages"
    dotnet publish build/Build.csproj --configuration Release --output $output -p:RunAnalyzers=false @options --verbosity minimal -tl:off -nologo --disable-build-servers 2>&1 |
        ForEach-Object {
            if ("$_" -match " -> .*\.dll$") { Show "compiling" }
            elseif ("$_" -match "machine code for") { Show "making machine code" }
            $_
        }
}

function Build-Host([string] $to, [string[]] $options) {
    $made, $gone = (Join-Path $hosts ".made"), (Join-Path $hosts ".gone")
    $lock = Lock-Hosts
    # Run in the root, so that a global.json of the caller does not choose the SDK.
    Push-Location -LiteralPath $PSScriptRoot
    try {
        if (Test-Path -LiteralPath $to) { return }
        $found = & { $ErrorActionPreference = "Continue"; dotnet --version 2>&1 }
        if ($LASTEXITCODE -ne 0) { Stop-With "the .NET SDK 10 is required (https://dot.net): $(@($found)[0])" }
        if (Test-Path -LiteralPath $made) { Remove-Item -LiteralPath $made -Recurse -Force }
        # If there is no compiler for machine code, the host also works without it.
        $said = Publish-Host $made $options
        if ($LASTEXITCODE -ne 0 -and $options) { $said = Publish-Host $made }
        if ($LASTEXITCODE -ne 0) { [Console]::Error.WriteLine($said -join "`n"); exit 1 }
        Move-Item -LiteralPath $made $to
        # Move it away first: the undeletable rest of a running host must not be mistaken for a host later.
        Get-ChildItem -LiteralPath $hosts -Directory | Where-Object Name -NotLike ".*" | Sort-Object -Property LastWriteTime -Descending |
            Select-Object -Skip $kept |
            ForEach-Object { try { Move-Item -LiteralPath $_.FullName $gone; Remove-Item -LiteralPath $gone -Recurse -Force } catch { } }
    }
    finally {
        Pop-Location
        $lock.Dispose()
    }
}

function Stop-With([string] $why) { [Console]::Error.WriteLine("build.ps1: $why"); exit 127 }

if (-not (Get-Command dotnet -ErrorAction Ignore)) { Stop-With "there is no dotnet on the PATH: install the .NET SDK 10 (https://dot.net)" }
$root = Join-Path $hosts (Get-KnownState)
# The property that selects Cake's own packages (see build/Cake.targets) is read from the environment, too.
if ($env:UseCakeFrostingPackage -eq "true") { $root += "-packages" }
if (-not (Test-Path -LiteralPath $root)) {
    # Machine code halves the startup time, but takes a third of the time of a build. The first run does without, and the second one makes it.
    $first = "$root-first"
    if (Test-Path -LiteralPath $first) { Build-Host $root "-p:ReadyToRun=true" } else { Build-Host $first; $root = $first }
}

dotnet (Join-Path $root "TazPod.Build.dll") @args
exit $LASTEXITCODE
