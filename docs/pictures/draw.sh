#!/usr/bin/env bash
# Draws the pictures of the README from the demo archive, with the built command and Chromium.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
project=$(cd ../.. && pwd)
pipeline=$project/src/SegmentPipeline.Cli/bin/Release/net10.0/pipeline
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$pipeline" demo "$work/demo" >"$work/demo.txt"
"$pipeline" map "$work/demo" --deterministic --output map.png
"$pipeline" audit "$work/demo" --deterministic --fail-on none --quiet --output "$work/report.txt" --report "$work/report"
chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=1200,1000 --virtual-time-budget=3000 \
    --screenshot=report.png "file://$work/report/index.html" 2>"$work/chromium.log" || { cat "$work/chromium.log" >&2; exit 1; }
ls -l map.png report.png
