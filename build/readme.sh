# The command that the README shows first below a heading.
readme_command() {
    awk -v heading="## $1" '$0 == heading { below = 1; next } /^## / { below = 0 }
        below && /^```/ { if (fenced) exit; fenced = 1; next }
        fenced { print; exit }' README.md
}
