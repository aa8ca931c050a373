#!/bin/sh
# Sets up a machine for building and running assay: system packages (Debian and its relatives; others are told what to
# install) and the pinned engine. What is in place is left alone.
set -eu
here=$(cd "$(dirname "$0")" && pwd)

packages="binutils ca-certificates git libc6-dev libcurl4 libncurses-dev libsqlite3-dev libstdc++-12-dev libxml2 python3-pip python3-venv"

missing=
if command -v dpkg-query >/dev/null 2>&1; then
    for package in $packages; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
    done
    if [ -n "$missing" ]; then
        root=
        [ "$(id -u)" -eq 0 ] || root=sudo
        $root apt-get update -q
        # shellcheck disable=SC2086 # the names are wanted apart
        $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing
    fi
else
    echo "setup: not a Debian system; install what these are there called: $packages" >&2
fi

sh "$here/Engine/Resources/install-engine.sh" delta
