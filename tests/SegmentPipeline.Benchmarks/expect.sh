# Times audits that know what is expected against the same audit without; part of bench.sh. Expects what whole-process.sh has.

# calendar_of N: a calendar of so many weekly events since 2020, each of 45 minutes in a zone with daylight saving.
calendar_of() {
    local days=(MO TU WE TH FR SA SU) i
    printf 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bench//bench//EN\r\n'
    for ((i = 0; i < $1; i++)); do
        printf 'BEGIN:VEVENT\r\nUID:e%d\r\nDTSTAMP:20200101T000000Z\r\nSUMMARY:event %d\r\n' "$i" "$i"
        printf 'DTSTART;TZID=Europe/Berlin:202001%02dT%02d0000\r\nDTEND;TZID=Europe/Berlin:202001%02dT%02d4500\r\n' \
            $((6 + i % 7)) $((i % 24)) $((6 + i % 7)) $((i % 24))
        printf 'RRULE:FREQ=WEEKLY;BYDAY=%s\r\nEND:VEVENT\r\n' "${days[i % 7]}"
    done
    printf 'END:VCALENDAR\r\n'
}

# expecting WHAT JSON: an audit of all files with one rule of `expect`, against the audit without.
expecting() {
    printf '{"expect":[%s]}\n' "$2" >"$work/expect.json"
    compare "$1" "always" "${audit[@]}" "$work/files-$files" --expect "$work/expect.json" -- "${audit[@]}" "$work/files-$files"
}

compare_expectations() {
    local events
    echo "Native command, $files files; $(uname -sr), warm cache, whole processes, medians of $pairs pairs. \`./build.sh bench --only expect\` repeats it."
    echo
    echo "| expected | against | ratio of wall time | audit | against | peak memory |"
    echo "|---|---|---|---|---|---|"
    expecting "every night, in Berlin" '{"weekly":["daily 20:00-04:00"],"zone":"Europe/Berlin"}'
    for events in 1 40 400; do
        calendar_of "$events" >"$work/expect-$events.ics"
        expecting "a calendar of $events weekly events since 2020" "{\"calendar\":[\"$work/expect-$events.ics\"]}"
    done
    rm -f "$work"/expect*.{ics,json}
}
