# Times the native command as a whole process against programs that only list names; part of bench.sh. Expects $command, $work, $files
# and $pairs.

# What is done before each run, out of its time.
prepare=true
drop_caches() { sync && echo 3 >/proc/sys/vm/drop_caches; }

# Wall microseconds and peak kilobytes of one run. An audit with findings ends with 1; anything else but 0 is no run to time.
run() {
    local start code=0
    "$prepare"
    start=${EPOCHREALTIME/[.,]/}
    /usr/bin/time -q -o "$work/peak" -f %M "$@" >"$work/out" 2>"$work/err" || code=$?
    local end=${EPOCHREALTIME/[.,]/}
    if ((code > 1)) || [[ -s $work/err ]]; then
        echo "$* ended with $code: $(cat "$work/err")" >&2
        exit 2
    fi
    echo "$((end - start)) $(tail -n 1 "$work/peak")"
}

median() { sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }

# pair A… -- B…: runs both in turn; the medians of ratio, wall of A, wall of B, peak of A.
pair() {
    local measured a=() b=() wall_a wall_b peak i
    local ratios=() walls_a=() walls_b=() peaks=()
    while [[ $1 != -- ]]; do a+=("$1"); shift; done
    b=("${@:2}")
    run "${a[@]}" >/dev/null
    run "${b[@]}" >/dev/null
    for ((i = 0; i < pairs; i++)); do
        measured=$(run "${a[@]}")
        read -r wall_a peak <<<"$measured"
        measured=$(run "${b[@]}")
        read -r wall_b _ <<<"$measured"
        ratios+=("$(awk "BEGIN { printf \"%.2f\", $wall_a / $wall_b }")")
        walls_a+=("$wall_a")
        walls_b+=("$wall_b")
        peaks+=("$peak")
    done
    echo "$(printf '%s\n' "${ratios[@]}" | median) $(printf '%s\n' "${walls_a[@]}" | median)" \
        "$(printf '%s\n' "${walls_b[@]}" | median) $(printf '%s\n' "${peaks[@]}" | median)"
}

megabytes() { awk "BEGIN { printf \"%.1f\", $1 / 1024 }"; }

# compare WHAT AGAINST A… -- B…: one row of the table.
compare() {
    local what=$1 against=$2 medians ratio wall_a wall_b peak
    shift 2
    medians=$(pair "$@")
    read -r ratio wall_a wall_b peak <<<"$medians"
    echo "| $what | $against | $ratio | $((wall_a / 1000)) ms | $((wall_b / 1000)) ms | $(megabytes "$peak") MB |"
}

# against_walk WHAT WORKERS ARCHIVE THREADS: an audit against the yardstick.
against_walk() {
    local threads="$4 threads" workers=()
    (($4 > 1)) || threads="1 thread"
    (($2 == $(nproc))) || workers=(--parallelism "$2")
    compare "$1" "walk, $threads" "${audit[@]}" "$work/$3" "${workers[@]}" -- "$work/walk" "$work/$3" "$4"
}

audit=("$command" audit --format ndjson --output /dev/null --quiet)

build_walk() { cc -O2 -pthread "$here/yardstick/walk.c" -o "$work/walk"; }

compare_whole_processes() {
    local all=files-$files
    echo "Native command against programs that only list names; $(uname -sr), warm cache, whole processes, medians of $pairs pairs."
    echo "\`./build.sh bench --files $files\` repeats it."
    echo
    echo "| audit of | against | ratio of wall time | audit | against | peak memory |"
    echo "|---|---|---|---|---|---|"
    against_walk "$files files" "$(nproc)" "$all" "$(nproc)"
    against_walk "$files files, 1 worker" 1 "$all" 1
    compare "$files files" "find -name '*.ts'" "${audit[@]}" "$work/$all" -- find "$work/$all" -name '*.ts'
    against_walk "$((2 * files)) files" "$(nproc)" "files-$((2 * files))" "$(nproc)"
    against_walk "$small hours of 20 files" "$(nproc)" "hours-$small" "$(nproc)"
    against_walk "$crowd files in one hour" "$(nproc)" "hour-$crowd" 1
    compare "nothing: --version" "true" "$command" --version -- /bin/true
}

# One row for each size: time a file, memory, and what a range costs whose hours are kept.
compare_growth() {
    local size number medians ratio wall peak kept
    echo "Audits as above against walk with as many threads as there are cores: time in proportion to the files once there are enough of them to hide"
    echo "the start of the process, memory that does not follow them; and a selection of 3 hours in one process whose hours are kept, which"
    echo "costs the same in any archive."
    echo
    echo "| files | audit | a file | ratio to walk | peak memory | kept selection |"
    echo "|---|---|---|---|---|---|"
    for size in "${sizes[@]}"; do
        number=$("$work/walk" "$work/files-$size" 2 | cut -d' ' -f1)
        medians=$(pair "${audit[@]}" "$work/files-$size" -- "$work/walk" "$work/files-$size" "$(nproc)")
        read -r ratio wall _ peak <<<"$medians"
        kept=$(measure cached "$work/files-$size" 3)
        echo "| $number | $(awk "BEGIN { printf \"%.1f ms | %.0f ns\", $wall / 1000, $wall * 1000 / $number }") | $ratio | $(megabytes "$peak") MB | $kept µs |"
    done
}

# What a cut costs beside programs that only copy.
compare_cuts() {
    local files=("$work"/video-450/c/q/*/*.ts) cut
    cut=("$command" cut "$work/video-450" c q --start 2026-03-28T22 --end 2026-03-28T23 --quiet)
    echo "450 segments of 1.5 MB; $(uname -sr), warm cache, whole processes, medians of $pairs pairs. \`./build.sh bench --only cuts\` repeats it."
    echo
    echo "| cut | against | ratio of wall time | cut | against | peak memory |"
    echo "|---|---|---|---|---|---|"
    compare "to a file that is on the disk when it ends" "cat and sync" "${cut[@]}" --output "$work/cut.ts" -- \
        sh -c 'out=$1; shift; cat "$@" >"$out" && sync "$out"' sh "$work/cat.ts" "${files[@]}"
    compare "through standard output to a file" "cat" "${cut[@]}" --output - -- cat "${files[@]}"
    rm -f "$work/cut.ts" "$work/cat.ts"
}
