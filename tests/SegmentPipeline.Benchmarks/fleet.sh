# Times a fleet of hosts on this machine against audits made by hand; part of bench.sh. Expects what whole-process.sh has.

readonly fleet_port=18740

# A copy of two streams, with holes of its own, and an archive that two nodes share.
fleet_copy() { "$command" generate "$3" --channels 1 --qualities 2 --hours "$2" --faults many --seed "$1" && rm -f "$3/faults.ndjson"; }
archive_of_copies() {
    local copy
    for copy in 1 2 3; do once "copy-$copy-$1" fleet_copy "$copy" $(($1 / 3600)); done
}
archive_that_is_shared() { once "shared-$1" fleet_copy 4 $(($1 / 3600)); }

# A host of a fleet is the .NET tool.
build_tool() { dotnet build "$project/src/SegmentPipeline.Cli" -c Release -o "$work/tool" -v quiet --nologo >&2; }

# start_node NUMBER MORE ARCHIVE: a node of a fleet without a database, whose first node keeps who is there.
start_node() {
    local at=$((fleet_port + 10 * $1)) directory=$work/fleet/n$1
    rm -rf "$directory"
    mkdir -p "$directory"
    printf '{"serve":{"urls":"http://127.0.0.1:%d","archives":[{"name":"main","root":"%s","ledger":"%s/main.db",%s}]},
        "fleet":{"node":"n%d","local":true,"primary":"127.0.0.1:%d","siloPort":%d,"gatewayPort":%d}}' \
        "$at" "$3" "$directory" "$2" "$1" $((fleet_port + 11)) $((at + 1)) $((at + 2)) >"$directory/node.json"
    dotnet "$work/tool/pipeline.dll" serve --config "$directory/node.json" >"$directory/log" 2>&1 &
    fleet_nodes+=($!)
    trap 'kill "${fleet_nodes[@]}" 2>/dev/null || true' EXIT
    until grep -q 'part of the fleet' "$directory/log"; do
        kill -0 $! 2>/dev/null || { cat "$directory/log" >&2; exit 2; }
        sleep 0.1
    done
}

stop_nodes() {
    kill "${fleet_nodes[@]}"
    wait "${fleet_nodes[@]}" || true
    fleet_nodes=()
    rm -rf "$work/fleet"
}

# The most memory that one of the nodes has had so far, whichever of them looked after the runs.
largest_node() {
    local node
    for node in "${fleet_nodes[@]}"; do awk '$1 == "VmHWM:" { print $2 }' "/proc/$node/status"; done | sort -n | tail -n 1
}

compare_fleets() {
    local copies="copy" copy by_hand fleet rested fleet_nodes=()
    fleet=("$command" fleet audit --via "http://127.0.0.1:$((fleet_port + 10))" --format ndjson --output /dev/null --quiet)
    by_hand=(sh -c 'for root; do "'"$command"'" audit "$root" --format ndjson --output /dev/null --quiet || [ $? -eq 1 ] || exit 2; done' sh)
    echo "Hosts of a fleet on one machine, without a database, asked by the native command; $(uname -sr), warm cache, medians of $pairs pairs."
    echo "\`./build.sh bench --only fleet\` repeats it."
    echo
    echo "| fleet | against | ratio of wall time | fleet | against | peak memory of the command |"
    echo "|---|---|---|---|---|---|"
    for copy in 1 2 3; do
        start_node "$copy" '"parallelism":'"$(nproc)" "$work/copy-$copy-$copied"
        by_hand+=("$work/copy-$copy-$copied")
    done
    rested=$(largest_node)
    compare "three nodes with copies of $copied names" "three audits by hand, one after the other" "${fleet[@]}" -- "${by_hand[@]}"
    copies="The three nodes had $(megabytes "$rested") MB at most before their first run, and $(megabytes "$(largest_node)") MB at most at any time, those that"
    stop_nodes
    for copy in 1 2; do start_node "$copy" '"shared":true,"parallelism":1' "$work/shared-$files"; done
    compare "$files names shared by two nodes of one worker" "one process of two workers" \
        "${fleet[@]}" --archive main -- "${audit[@]}" "$work/shared-$files" --parallelism 2
    echo
    echo "$copies looked after the runs included. The two that share had $(megabytes "$(largest_node)") MB at most."
    stop_nodes
}
