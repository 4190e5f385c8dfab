#!/bin/sh
# The application replaces this shell, and gets its signals.
set -eu
tazvault bootstrap --quiet
exec "$@"
