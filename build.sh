#!/usr/bin/env bash
# Everything that is done to this project, locally and in CI:
#   ./build.sh [check|build|test|samples|all]…
set -euo pipefail
cd "$(dirname "$0")"

check() {
    dotnet restore Pipeline.sln
    dotnet format Pipeline.sln --verify-no-changes --no-restore
}

build() {
    dotnet build Pipeline.sln -c Release -warnaserror
}

# Each test project leaves a trx file in artifacts/test-results; tests/Directory.Build.props says so.
test() {
    dotnet test Pipeline.sln -c Release
}

# Runs a sample on the archive and compares what it prints with what it is known to print.
sample() {
    local name=$1
    shift
    dotnet run -c Release --project "samples/$name" -- "$@" | diff "samples/$name/expected.txt" -
    echo "samples/$name prints what it should"
}

samples() {
    local archive=artifacts/samples/archive
    rm -rf "$archive"
    dotnet run -c Release --project src/SegmentPipeline.Cli -- generate "$archive" --hours 7 --seconds 30 --seed 1
    sample HoleReport "$archive" channel01 source 2026-03-28T18 2026-03-29T01
    sample EmbeddedHost "--pipeline:root=$archive"
}

steps=("${@:-all}")
for step in "${steps[@]}"; do
    case $step in
        all) check && build && test && samples ;;
        check | build | test | samples) "$step" ;;
        *)
            echo "usage: ./build.sh [check|build|test|samples|all]…" >&2
            exit 64
            ;;
    esac
done
