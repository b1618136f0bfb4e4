#!/usr/bin/env bash
# packages.sh check DIR: what the packages there weigh; fails if an assembly says where it was built, or a package lacks what it is shown with.
# packages.sh reproduce: packs what is committed in two other directories and compares the assemblies.
set -euo pipefail
cd "$(dirname "$0")/.."

# Unpacks every package of a directory into DIR/NAME.
unpack() {
    local package
    for package in "$1"/*.nupkg; do
        mkdir -p "$2"
        unzip -q "$package" -d "$2/$(basename "$package" .nupkg)"
    done
}

check() {
    local fault=0 package part
    unpacked=$(mktemp -d)
    trap 'rm -rf "$unpacked"' EXIT
    unpack "$1" "$unpacked"
    (cd "$1" && du -k --apparent-size -- *.nupkg *.snupkg | sort -rn | sed 's/\t/ kB\t/')
    if grep -rlF --include='*.dll' -e "$PWD/" -e "${HOME:?}/" "$unpacked" | grep '/\(SegmentPipeline[^/]*\|pipeline\)\.dll$'; then
        echo "these say where they were built" >&2
        fault=1
    fi
    for package in "$unpacked"/*; do
        for part in README.md icon.png; do
            if [[ ! -s $package/$part ]]; then
                echo "$(basename "$package") has no $part" >&2
                fault=1
            fi
        done
        if ! grep -q '<releaseNotes>' "$package"/*.nuspec; then
            echo "$(basename "$package") has no release notes" >&2
            fault=1
        fi
    done
    return "$fault"
}

reproduce() {
    local of
    place=$(mktemp -d)
    trap 'rm -rf "$place"' EXIT
    for of in one another/and/deeper; do
        mkdir -p "$place/$of"
        git archive HEAD | tar -x -C "$place/$of"
        (cd "$place/$of" && dotnet pack Pipeline.sln -c Release -v q --nologo -o "$place/packed/${of%%/*}")
        unpack "$place/packed/${of%%/*}" "$place/unpacked/${of%%/*}"
    done
    for of in one another; do
        (cd "$place/unpacked/$of" && find . -name '*.dll' -print0 | sort -z | xargs -0 sha256sum) >"$place/$of.sums"
    done
    diff "$place/one.sums" "$place/another.sums"
    echo "$(wc -l <"$place/one.sums") assemblies, the same bytes from two directories"
}

"$@"
