#!/usr/bin/env bash
# Runs the host in the current directory. Builds it first if its sources have changed: ./build.sh --target=PushVault
set -euo pipefail

# The repository is where this script is, not where a link to it is.
self=${BASH_SOURCE[0]}
while [ -L "$self" ]; do
  link=$(readlink -- "$self")
  case $link in /*) self=$link ;; *) self=${self%"${self##*/}"}$link ;; esac
done
root=$(CDPATH=; cd -- "${self%"${self##*/}"}." && pwd -P)
hosts=$root/artifacts/host
kept=4
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

fail() {
  echo "build.sh: $1" >&2
  exit 127
}

# Run in the root, so that a global.json of the caller does not choose the SDK. The SDK writes to HOME, and packages are read from there, so
# without a usable one it is not a directory that others share.
sdk() (
  cd "$root"
  if [ ! -d "${HOME:-}" ] || [ ! -w "$HOME" ]; then export HOME=$hosts/.home; mkdir -p "$HOME"; fi
  DOTNET_CLI_UI_LANGUAGE=en exec dotnet "$@" </dev/null 2>&1
)

publish() {
  sdk publish build/Build.csproj --configuration Release --output "$made" "$@" -p:RunAnalyzers=false \
    --verbosity minimal -tl:off -nologo --disable-build-servers | follow
}

# Passes on the output of a build, and shows how far it is: one line that changes at a terminal, elsewhere one line for each stage.
follow() {
  local line all=0 count=0
  show "restoring packages"
  while IFS= read -r line; do
    printf '%s\n' "$line"
    case $line in
      *' -> '*.dll) line=${line%% -> *} && show compiling "${line##* }" ;;
      *'machine code for '*) all=${line##* } && show "making machine code" ;;
      *'machine code: '*) count=$((count + 1)) && show "making machine code" "$count of $all" ;;
    esac
  done
}

show() {
  if [ -n "$redraws" ]; then
    printf '\r\e[K%.79s' "building the host: $1${2:+: $2}" >&2
  elif [ "$1" != "$stage" ]; then
    echo "building the host: $1" >&2
  fi
  stage=$1
}

# build HOST [OPTION]: builds it unless another process did so meanwhile.
build() {
  local host=$1 made=$hosts/.made.$$ stage='' redraws='' found
  mkdir -p "$hosts" 2>/dev/null || fail "cannot write to '$hosts'"
  if [ -t 2 ] && [ "${TERM:-dumb}" != dumb ]; then redraws=yes; fi
  found=$(sdk --version) || fail "the .NET SDK 10 is required (https://dot.net): ${found%%$'\n'*}"
  # Two concurrent builds would interfere. The lock is released in any case when the build or this shell ends.
  exec 9>"$hosts/.lock"
  if command -v flock >/dev/null && ! flock -n 9; then
    echo "build.sh: waiting for another build of the host" >&2
    flock 9
  fi
  if [ ! -e "$host" ]; then
    # What a build that was killed has left.
    ! command -v flock >/dev/null || rm -rf "$hosts"/.made*
    # If there is no compiler for machine code, the host also works without it. The build's output is only shown if the build fails.
    if ! publish "${@:2}" >"$hosts/.log" && { [ $# = 1 ] || ! publish >"$hosts/.log"; }; then
      [ -z "$redraws" ] || echo >&2
      cat "$hosts/.log" >&2
      exit 1
    fi
    [ -z "$redraws" ] || printf '\r\e[K' >&2
    [ -e "$host" ] || mv "$made" "$host"
    ls -dt "$hosts"/*/ | tail -n "+$((kept + 1))" | while IFS= read -r old; do rm -rf "$old"; done
  fi
  exec 9>&-
}

command -v dotnet >/dev/null || fail "there is no dotnet on the PATH: install the .NET SDK 10 (https://dot.net)"
recall
host=$hosts/$known
# The property that selects Cake's own packages (see build/Cake.targets) is read from the environment, too.
case ${UseCakeFrostingPackage:-} in [Tt][Rr][Uu][Ee]) host+=-packages ;; esac
if [ ! -e "$host" ]; then
  # Machine code halves the startup time, but takes a third of the time of a build. The first run does without, and the second one makes it.
  first=$host-first
  if [ -e "$first" ]; then build "$host" -p:ReadyToRun=true; else build "$first" && host=$first; fi
fi

# Replace this shell, so that the host gets the signals and sets the exit code.
exec dotnet "$host/TazPod.Build.dll" "$@"
