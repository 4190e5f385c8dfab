#!/bin/sh
# Decides what to do with a secrets server: docs/LINEAGES.md, "Provisioning a secrets server". Branches on exit codes alone.
#
#   provision.sh empty|coherent|incoherent    what your own check of the server's data directory found
#
# Prints one word. Exit code 0: restored or backed-up; 3: first-start; 1: failed, this needs an operator.
# LINEAGE, ANCHOR, SNAPSHOT (the file) and FINGERPRINT (the file with it) have to be set. BUILD runs a target.

build() { "${BUILD:-./build.sh}" "$@" >&2; }
status() { build --target=LineageStatus --lineage="$LINEAGE" --anchor="$ANCHOR"; }
restore() { build --target=PullSnapshot --lineage="$LINEAGE" --anchor="$ANCHOR" --file="$SNAPSHOT"; }
backup() { build --target=PushSnapshot --lineage="$LINEAGE" --file="$SNAPSHOT" --fingerprint=@"$FINGERPRINT" "$@"; }
end() { echo "$1"; exit "$2"; }

case $1 in
  empty)
    status
    case $? in
      0) restore && end restored 0 ;;
      3) end first-start 3 ;;
    esac
    end failed 1 ;;
  coherent)
    backup
    case $? in
      0) ;;
      6) backup --force || end failed 1 ;;   # incoherent: start again with a whole snapshot
      *) end failed 1 ;;
    esac
    status || end failed 1                   # backed up, but the keys are not in the vault
    end backed-up 0 ;;
esac
end failed 1
