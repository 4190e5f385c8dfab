#!/usr/bin/env bash
# Builds the host and runs it where you are: ./build.sh --target=PushVault
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
host=$root/build/bin/Release/net10.0/TazPod.Build.dll
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

# From the root, so that no global.json of the caller's chooses the SDK. The SDK needs a home, the host does not.
build() (
  cd "$root"
  HOME=${HOME:-${TMPDIR:-/tmp}} dotnet build build/Build.csproj --configuration Release --verbosity quiet \
    -nologo --disable-build-servers </dev/null 2>&1
)

[ -e "$host" ] || echo "building the host, which takes a moment the first time" >&2
# What it says is worth reading when it failed, and in the way when it did not.
if ! said=$(build); then
  printf '%s\n' "$said" >&2
  exit 1
fi

# In place of this shell, so that signals and the exit code are the host's own.
exec dotnet "$host" "$@"
