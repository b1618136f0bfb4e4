# Times verifications against programs that only read or hash; part of bench.sh. Expects what whole-process.sh has.

# 1,440 transport streams of 1.5 MB: 2.16 GB.
archive_of_media() { once media-2 media; }

media() {
    "$command" generate "$1" --media --channels 1 --qualities 1 --hours 2 --seconds 5 --bytes 1500000 --faults none
    rm -f "$1/faults.ndjson"
}

# Files of one stream in segments of two seconds, each as long as one packet; holes without a block on the disk.
archive_of_sizes() { once "sized-$1" sized "$1"; }

sized() {
    segments "$@"
    find "$2" -type f -name '*.ts' -print0 | xargs -0 -n 5000 truncate -s 188
}

# What stands in the page cache, in kilobytes.
cached() { awk '$1 == "Cached:" { print $2 }' /proc/meminfo; }

compare_verifications() {
    local all=$work/media-2 sized=$work/sized-$files verify openssl cat before after
    verify=("$command" verify "$all" --format ndjson --output /dev/null --quiet --fail-on none)
    openssl=(sh -c "find '$all' -name '*.ts' | xargs -n 2000 openssl dgst -sha256")
    cat=(sh -c "find '$all' -name '*.ts' | xargs -n 2000 cat")
    find "$all" -name '*.ts' -print0 | xargs -0 cat >/dev/null
    echo "$(find "$all" -name '*.ts' | wc -l) transport streams of 1.5 MB, mostly stuffing; native command, $(uname -sr), whole processes, medians of $pairs pairs."
    echo "\`./build.sh bench --only verify\` repeats it. Cold: caches are dropped before each run, which only root may do."
    echo
    echo "| verification | against | ratio of wall time | verification | against | peak memory |"
    echo "|---|---|---|---|---|---|"
    compare "every byte, one reader, warm" "openssl dgst -sha256, one process" "${verify[@]}" --parallelism 1 -- "${openssl[@]}"
    compare "every byte, two readers, warm" "one reader" "${verify[@]}" --parallelism 2 -- "${verify[@]}" --parallelism 1
    compare "first and last 64 KiB, warm" "every byte" "${verify[@]}" --level edges -- "${verify[@]}"
    compare "sizes of $files files" "find -size 0" \
        "$command" verify "$sized" --level sizes --format ndjson --output /dev/null --quiet --fail-on none -- find "$sized" -size 0
    if [[ -w /proc/sys/vm/drop_caches ]]; then
        prepare=drop_caches
        compare "every byte, one reader, cold" "cat" "${verify[@]}" --parallelism 1 -- "${cat[@]}"
        prepare=true
        drop_caches
        before=$(cached)
        "${verify[@]}"
        after=$(cached)
        echo
        echo "The page cache grew by $(megabytes $((after - before))) MB while every byte was read, cold."
    else
        echo "not root: no cold rows" >&2
    fi
}
