#!/usr/bin/env bash
# Runs the host where you are, and builds it first when its sources have changed: ./build.sh --target=PushVault
set -euo pipefail
root=$(cd -- "${BASH_SOURCE[0]%"${BASH_SOURCE[0]##*/}"}." && pwd -P)
hosts=$root/artifacts/host
kept=3
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

# Each state of what the host is made from has a host of its own, known by content: a build never changes one that is running.
state() (
  cd "$root"
  find build src Directory.* global.json -type d \( -name bin -o -name obj \) -prune -o -type f -exec cksum {} + |
    LC_ALL=C sort | cksum | tr ' ' -
)

# Sets known to the state: what it was the last time, if everything looks as it did then. Looking is soon done, and no content
# changes without its file's time of change. Every process that this script starts is felt at each run, so there is one.
recall() {
  local looks='' seen=''
  # Where find prints no times, contents are read every time.
  looks=$(find "$root"/{build,src,global.json} "$root"/Directory.* -type d \( -name bin -o -name obj \) -prune -o \
    -type f -printf '%p %s %T@ %C@\n' 2>/dev/null) || { known=$(state); return; }
  { IFS= read -r -d '' seen <"$hosts/.seen"; } 2>/dev/null || :
  known=${seen%%$'\n'*}
  if [ "$seen" != "$known"$'\n'"$looks" ]; then
    known=$(state)
    { mkdir -p "$hosts" && printf '%s\n%s' "$known" "$looks" >"$hosts/.seen.$$" && mv "$hosts/.seen.$$" "$hosts/.seen"; } 2>/dev/null || :
  fi
}

# From the root, so that no global.json of the caller's chooses the SDK. The SDK needs a home, the host does not.
publish() (
  cd "$root"
  HOME=${HOME:-${TMPDIR:-/tmp}} dotnet publish build/Build.csproj --configuration Release --output "$1" "${@:2}" \
    --verbosity quiet -nologo --disable-build-servers </dev/null 2>&1
)

build() {
  local made=$hosts/.made said
  mkdir -p "$hosts"
  # Two builds at once would be in each other's way; the lock ends with this shell or with the build, whatever happens.
  exec 9>"$hosts/.lock"
  ! command -v flock >/dev/null || flock 9
  if [ ! -e "$host" ]; then
    echo "building the host, which takes a moment" >&2
    rm -rf "$made"
    # Machine code halves the start. Where its compiler is not to be had, the host is as good without.
    # What a build says is worth reading when it failed, and in the way when it did not.
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

# In place of this shell, so that signals and the exit code are the host's own.
exec dotnet "$host/TazPod.Build.dll" "$@"
