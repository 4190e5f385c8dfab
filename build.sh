#!/usr/bin/env bash
# Runs the host in the current directory. Builds it first if its sources have changed: ./build.sh --target=PushVault
set -euo pipefail
root=$(cd -- "${BASH_SOURCE[0]%"${BASH_SOURCE[0]##*/}"}." && pwd -P)
hosts=$root/artifacts/host
kept=3
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

# Each state of the sources has its own host, identified by content. A build never changes a running host.
state() (
  cd "$root"
  find build src Directory.* global.json -type d \( -name bin -o -name obj \) -prune -o -type f -exec cksum {} + |
    LC_ALL=C sort | cksum | tr ' ' -
)

# Sets known to the state. If all sizes and times are those of the last time, so is the state: content does not change without its
# file's change time, and checking times is fast. Every process that this script starts slows down each run, so there is only one.
recall() {
  local looks='' seen=''
  # If find cannot print times, contents are read every time.
  looks=$(find "$root"/{build,src,global.json} "$root"/Directory.* -type d \( -name bin -o -name obj \) -prune -o \
    -type f -printf '%p %s %T@ %C@\n' 2>/dev/null) || { known=$(state); return; }
  { IFS= read -r -d '' seen <"$hosts/.seen"; } 2>/dev/null || :
  known=${seen%%$'\n'*}
  if [ "$seen" != "$known"$'\n'"$looks" ]; then
    known=$(state)
    { mkdir -p "$hosts" && printf '%s\n%s' "$known" "$looks" >"$hosts/.seen.$$" && mv "$hosts/.seen.$$" "$hosts/.seen"; } 2>/dev/null || :
  fi
}

# Run in the root, so that a global.json of the caller does not choose the SDK. The SDK needs HOME, the host does not.
publish() (
  cd "$root"
  HOME=${HOME:-${TMPDIR:-/tmp}} dotnet publish build/Build.csproj --configuration Release --output "$1" "${@:2}" \
    --verbosity quiet -nologo --disable-build-servers </dev/null 2>&1
)

build() {
  local made=$hosts/.made said
  mkdir -p "$hosts"
  # Two concurrent builds would interfere. The lock is released in any case when the build or this shell ends.
  exec 9>"$hosts/.lock"
  ! command -v flock >/dev/null || flock 9
  if [ ! -e "$host" ]; then
    echo "building the host, which takes a moment" >&2
    rm -rf "$made"
    # Machine code halves the startup time. If its compiler is not available, the host also works without it.
    # The build's output is only shown if the build fails.
    if ! said=$(publish "$made" -p:ReadyToRun=true) && ! said=$(publish "$made"); then
      printf '%s\n' "$said" >&2
      exit 1
    fi
    mv "$made" "$host"
    ls -dt "$hosts"/*/ | tail -n "+$((kept + 1))" | while IFS= read -r old; do rm -rf "$old"; done
  fi
  exec 9>&-
}

recall
host=$hosts/$known
[ -e "$host" ] || build

# Replace this shell, so that the host gets the signals and sets the exit code.
exec dotnet "$host/TazPod.Build.dll" "$@"
