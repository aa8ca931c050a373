#!/bin/sh
# Sets up a machine for building and running assay: system packages (Debian 12 and 13, Ubuntu 24.04; others are told what to
# install) and the pinned engine. What is in place is left alone. Ends with 3 when somebody else has to do something first.
set -eu

# The folder this file really lies in, also when it is called through a link.
self=$0
while [ -h "$self" ]; do
    target=$(readlink "$self")
    case $target in /*) self=$target ;; *) self=$(dirname "$self")/$target ;; esac
done
here=$(cd "$(dirname "$self")" && pwd)

# What releases call differently: any of the names in place is enough, and the first that is offered is installed. Before
# the first apt-get update nothing is known to be offered, and the first one counts, so it has to be this release's.
release=
system=${ASSAY_SETUP_OS_RELEASE:-/etc/os-release}
if [ -r "$system" ]; then
    # shellcheck disable=SC1090 # the system's own file, or a test's
    release=$(. "$system" && printf '%s%s' "${ID:-}" "${VERSION_ID:-}")
fi
curl='libcurl4t64|libcurl4' library='libstdc++-14-dev|libstdc++-13-dev|libstdc++-12-dev'
case $release in
debian12*) curl='libcurl4|libcurl4t64' library='libstdc++-12-dev|libstdc++-13-dev|libstdc++-14-dev' ;;
ubuntu24*) library='libstdc++-13-dev|libstdc++-14-dev|libstdc++-12-dev' ;;
esac
packages="binutils ca-certificates git libc6-dev $curl libncurses-dev libsqlite3-dev $library libxml2|libxml2-16 python3-pip zlib1g-dev"

say() { printf 'setup: %s\n' "$*" >&2; }

is_installed() { dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }

# Offered by this release, not only named by it: a virtual name has no version of its own.
is_offered() { apt-cache show --no-all-versions "$1" >/dev/null 2>&1; }

# The names of what is missing. Where none of a line's names is known here, as before the first apt-get update, its first.
missing_packages() {
    for line in $packages; do
        names=$(printf '%s' "$line" | tr '|' ' ')
        chosen=
        for name in $names; do
            if is_installed "$name"; then
                chosen=
                continue 2
            fi
            if [ -z "$chosen" ] && is_offered "$name"; then chosen=$name; fi
        done
        printf ' %s' "${chosen:-${names%% *}}"
    done
}

install_packages() { # NAMES
    root=
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null 2>&1; then
            say "there is no sudo here. As root, once:"
            say "    apt-get update && apt-get install -y --no-install-recommends$1"
            exit 3
        fi
        if ! sudo -n true 2>/dev/null && ! [ -t 0 ]; then
            say "sudo wants a password, and there is no terminal to ask for it. As root, once:"
            say "    apt-get update && apt-get install -y --no-install-recommends$1"
            exit 3
        fi
        root=sudo
        say "they are installed by sudo, which may ask for your password"
    fi
    log=$(mktemp)
    trap 'rm -f "$log"' EXIT
    # A release's names are known once its lists are: what is missing is asked again in between.
    if ! $root apt-get update -q >"$log" 2>&1 || grep -qE '^(Err|W: Failed to fetch)' "$log"; then
        if [ -z "$(ls /var/lib/apt/lists/*_Packages* 2>/dev/null)" ] || grep -qiE 'resolv|connect|unreachable' "$log"; then
            say "the package lists could not be fetched: is there a network? With one, call this again: $0"
            exit 3
        fi
        grep -E '^(Err|E:|W:)' "$log" >&2 || true
    fi
    # shellcheck disable=SC2046,SC2086 # the names are wanted apart
    if ! $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $(missing_packages) \
        >"$log" 2>&1; then
        grep -E '^(E:|dpkg: error)' "$log" | head -n 5 >&2 || true
        if grep -qiE 'Temporary failure resolving|Could not connect|Unable to connect|unreachable' "$log"; then
            say "the packages could not be fetched: is there a network? With one, call this again: $0"
        else
            say "apt-get could not install them; its words are above"
        fi
        exit 3
    fi
    rm -f "$log"
    trap - EXIT
}

if command -v dpkg-query >/dev/null 2>&1; then
    missing=$(missing_packages)
    if [ -n "$missing" ]; then
        say "these packages are missing:$missing"
        install_packages "$missing"
    fi
else
    say "not a Debian system; install what these are there called: $packages"
fi

ASSAY_SETUP_COMMAND=$0 sh "$here/Engine/Resources/install-engine.sh"
