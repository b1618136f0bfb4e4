#!/usr/bin/env bash
# Everything that is done to this project, locally and in CI:
#   ./build.sh [--no-build] [check|build|test|samples|publish|native|pack|reproduce|deb|try_deb|all]…    with --no-build, what has been built is not built again
#   ./build.sh install [PREFIX]    the native command with its libraries, manual page and completions; /usr/local
#   ./build.sh fresh [ci]    README's two commands, or all that CI runs, on a machine with nothing but the SDK and Node.js
#   ./build.sh picture    draws the pictures of docs/design.md from the assemblies
#   ./build.sh mutate     changes the engine in hundreds of places, one at a time, and says which changes its tests do not notice; takes an hour
#   ./build.sh fuzz [MINUTES]    makes content that takes new branches of the judge, judges it in an obvious way as well, and compares; an hour
#   ./build.sh bench [--files N] [--only whole|nights|growth|inside|stages|cuts|node|filling|verify|fleet|expect|site]
set -euo pipefail
cd "$(dirname "$0")"
mkdir -p artifacts
source build/tools.sh
source build/deb.sh
no_build=()

check() {
    if ((${#no_build[@]} == 0)); then dotnet restore Pipeline.sln; fi
    dotnet format Pipeline.sln --verify-no-changes --no-restore
}

build() {
    dotnet build Pipeline.sln -c Release -warnaserror
}

# The tests of one project, whose output stays together. Each leaves a trx file in artifacts/test-results; tests/Directory.Build.props says so.
test_project() {
    local output status=0
    output=$(dotnet test "$1" -c Release --no-build 2>&1) || status=$?
    printf '%s\n' "$output"
    return "$status"
}

# All tests, with what they call installed where it may be; a test that still lacks something is skipped and says what. Much of their time is waiting, for
# processes, disks and a browser, so as many projects run at once as there are cores; those that take longest begin.
test() {
    install_tools_of test
    if ((${#no_build[@]} == 0)); then build; fi
    export -f test_project
    local first=(tests/SegmentPipeline.{Fleet.Tests,Cli.Tests,Ledger.Tests,Tests,Pages.Tests}) project rest=()
    for project in tests/*.Tests; do
        if [[ " ${first[*]} " != *" $project "* ]]; then rest+=("$project"); fi
    done
    printf '%s\0' "${first[@]}" "${rest[@]}" | xargs -0 -n 1 -P "$(nproc)" bash -c 'test_project "$0"'
}

# Runs a sample on the archive and compares what it prints with what it is known to print.
sample() {
    local name=$1
    shift
    dotnet run -c Release "${no_build[@]}" --project "samples/$name" -- "$@" | diff "samples/$name/expected.txt" -
    echo "samples/$name prints what it should"
}

samples() {
    local archive=artifacts/samples/archive
    rm -rf "$archive"
    dotnet run -c Release "${no_build[@]}" --project src/SegmentPipeline.Cli -- generate "$archive" --hours 7 --seconds 30 --seed 1
    sample HoleReport "$archive" channel01 source 2026-03-28T18 2026-03-29T01
    sample Cutter "$archive" channel01 source 2026-03-28T18 2026-03-28T19 artifacts/samples/cut.ts
    sample EmbeddedHost "--pipeline:root=$archive"
    rm -f artifacts/samples/main.db*
    sample NightlyAudit --once main --serve:archives:0:name=main "--serve:archives:0:root=$archive" \
        --serve:archives:0:ledger=artifacts/samples/main.db --serve:archives:0:failOn=none "--serve:archives:0:cron=0 3 * * *"
    rm -rf artifacts/samples/{here,there}
    dotnet run -c Release "${no_build[@]}" --project src/SegmentPipeline.Cli -- generate artifacts/samples/there --hours 2 --seconds 30 --bytes 1000
    cp -r artifacts/samples/{there,here}
    rm artifacts/samples/here/channel01/source/2026-03-28T19/1*.ts
    sample TwoNodes "$PWD"/artifacts/samples/{here,there}
    rm -f artifacts/samples/web.db*
    sample WebHost --urls http://127.0.0.1:0 --key secret --try channel01/source --serve:archives:0:name=main "--serve:archives:0:root=$PWD/$archive" \
        "--serve:archives:0:ledger=$PWD/artifacts/samples/web.db"
}

# The command as a native file, without a runtime to install. The libraries of SQLite and Skia lie beside it.
publish() {
    install_tools_of publish
    dotnet publish src/SegmentPipeline.Cli -c Release --use-current-runtime -p:PublishAot=true -p:CppCompilerAndLinker=gcc -o artifacts/publish
    cp artifacts/publish/{pipeline,libe_sqlite3.so,libSkiaSharp.so} artifacts/
}

# The tests of the command that run it as a process, against the native file.
native() {
    PIPELINE_COMMAND="$PWD/artifacts/pipeline" dotnet test tests/SegmentPipeline.Cli.Tests -c Release "${no_build[@]}" --filter Category=Process \
        --logger "trx;LogFileName=Native.trx"
}

# Packages of the libraries, and of the command as a .NET tool, which is built once more for each system. Says what weighs how much, and refuses what tells
# where it was built.
pack() {
    install_tools_of pack
    rm -rf artifacts/packages
    dotnet pack Pipeline.sln -c Release "${no_build[@]}" -o artifacts/packages
    if ((${#no_build[@]} > 0)); then dotnet pack src/SegmentPipeline.Cli -c Release -o artifacts/packages; fi
    build/packages.sh check artifacts/packages
}

# Packs what is committed somewhere else too, and compares all assemblies byte by byte.
reproduce() {
    build/packages.sh reproduce
}

# Draws the pictures of docs/design.md from the assemblies.
if [[ ${1:-} == picture ]]; then
    UPDATE_SNAPSHOTS=1 dotnet test tests/SegmentPipeline.Architecture.Tests -c Release --filter FullyQualifiedName~DesignPicture
    exit
fi

# Tries the tests: changes coverage, selection and the name grammar in one place after the other, and runs the tests that come there. The report lies
# in artifacts/mutation; the last score stands in docs/design.md.
mutate() {
    dotnet tool restore
    cd tests/SegmentPipeline.Tests
    PIPELINE_MOST_SEEDS=40 dotnet stryker --skip-version-check --output ../../artifacts/mutation
}

if [[ ${1:-} == mutate ]]; then
    mutate
    exit
fi

# Lets a fuzzer, which watches the branches that are taken, make content that a judge written to be obvious judges otherwise. It goes on where it was; what it
# finds is to be put into the corpus, which the tests judge too.
fuzz() {
    local minutes=${1:-60} found=artifacts/fuzz/found program=artifacts/fuzz/program corpus=tests/SegmentPipeline.Fuzzing/Corpus crashes
    [[ $minutes == [1-9]* && $minutes != *[!0-9]* ]] || { echo "usage: ./build.sh fuzz [MINUTES]" >&2; exit 64; }
    install_tools_of fuzz
    command -v afl-fuzz >/dev/null || { echo "afl-fuzz is needed; Debian's package afl++ has it" >&2; exit 1; }
    rm -rf "$program"
    dotnet tool restore
    dotnet publish tests/SegmentPipeline.Fuzzing -c Release -o "$program"
    dotnet sharpfuzz "$program/SegmentPipeline.Verification.dll"
    AFL_AUTORESUME=1 AFL_SKIP_BIN_CHECK=1 AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_NO_AFFINITY=1 AFL_NO_UI=1 \
        afl-fuzz -V $((60 * minutes)) -t 10000 -m none -i "$corpus" -o "$found" -- dotnet "$program/SegmentPipeline.Fuzzing.dll"
    crashes=$(find "$found" -path '*/crashes/id*' -o -path '*/hangs/id*')
    if [[ -n $crashes ]]; then
        printf 'judged otherwise than in the obvious way:\n%s\n' "$crashes" >&2
        exit 1
    fi
}

if [[ ${1:-} == fuzz ]]; then
    fuzz "${@:2}"
    exit
fi

# Measures speed and memory; the results go where the README's table comes from.
if [[ ${1:-} == bench ]]; then
    exec tests/SegmentPipeline.Benchmarks/bench.sh "${@:2}"
fi

if [[ ${1:-} == fresh ]]; then
    exec "$PWD/build/fresh.sh" "${@:2}"
fi

if [[ ${1:-} == install ]]; then
    install_command "${@:2}"
    exit
fi

if [[ ${1:-} == --no-build ]]; then
    no_build=(--no-build)
    shift
fi

steps=("$@")
if [[ ${*:-all} == all ]]; then steps=(check test samples publish native pack deb try_deb); fi
for step in "${steps[@]}"; do
    case $step in
        check | build | test | samples | publish | native | pack | reproduce | deb | try_deb) "$step" ;;
        *)
            echo "usage: ./build.sh [--no-build] [check|build|test|samples|publish|native|pack|reproduce|deb|try_deb|all]… | install [PREFIX] | fresh [ci] | mutate | fuzz [MINUTES] | picture | bench …" >&2
            exit 64
            ;;
    esac
done
