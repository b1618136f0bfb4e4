# Times audits as they are run every night: with a ledger, and on a disk that nothing has been read from; part of bench.sh. Expects what
# whole-process.sh has.

forget_ledger() { rm -f "$work"/night.db*; }

# What is in no cache is read with the threads that walk likes best on this disk.
readonly cold_threads=64

compare_nights() {
    local twins=twins-$files all night
    all=("${audit[@]}" "$work/$twins")
    night=("${all[@]}" --ledger "$work/night.db")
    echo "An archive in which 1 % of the files have a second of the same start, so that sizes decide, with some ten findings an hour; $(uname -sr), whole processes,"
    echo "medians of $pairs pairs. \`./build.sh bench --only nights\` repeats it. Cold: caches are dropped before each run, which only root may do."
    echo
    echo "| audit of $files files | against | ratio of wall time | audit | against | peak memory |"
    echo "|---|---|---|---|---|---|"
    against_walk "without a ledger" "$(nproc)" "$twins" "$(nproc)"
    prepare=forget_ledger
    compare "first run with a ledger" "without one" "${night[@]}" -- "${all[@]}"
    prepare=true
    forget_ledger
    run "${night[@]}" >/dev/null
    compare "unchanged night" "without a ledger" "${night[@]}" -- "${all[@]}"
    if [[ -w /proc/sys/vm/drop_caches ]]; then
        prepare=drop_caches
        against_walk "without a ledger, cold" "$(nproc)" "$twins" "$cold_threads"
        compare "unchanged night, cold" "without a ledger, cold" "${night[@]}" -- "${all[@]}"
        prepare=true
    else
        echo "not root: no cold rows" >&2
    fi
    forget_ledger
}
