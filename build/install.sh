# Puts the native command where a machine looks for commands, with its libraries, manual page and completions.

# The native command and its libraries, made anew if a source is newer.
need_published() {
    if [[ -x artifacts/pipeline && -z $(find src Directory.*.props -newer artifacts/pipeline -type f -not -path '*/obj/*' -not -path '*/bin/*' -print -quit) ]]; then return 0; fi
    publish
}

# Lays it out below a directory, as it is to lie below a prefix. The libraries lie beside the real file, which the link in bin leads to.
lay_out() {
    local directory=$1 prefix=$2 zsh=$3 share=$1$2/share
    need_published
    install -d "$directory$prefix/bin" "$directory$prefix/lib/pipeline" "$share/man/man1" "$share/bash-completion/completions" "$share/zsh/$zsh" \
        "$share/fish/vendor_completions.d"
    install -m 755 artifacts/pipeline "$directory$prefix/lib/pipeline/"
    install -m 644 artifacts/libe_sqlite3.so artifacts/libSkiaSharp.so "$directory$prefix/lib/pipeline/"
    ln -sfn ../lib/pipeline/pipeline "$directory$prefix/bin/pipeline"
    artifacts/pipeline manual man | gzip -9n >"$share/man/man1/pipeline.1.gz"
    artifacts/pipeline manual bash >"$share/bash-completion/completions/pipeline"
    artifacts/pipeline manual zsh >"$share/zsh/$zsh/_pipeline"
    artifacts/pipeline manual fish >"$share/fish/vendor_completions.d/pipeline.fish"
}

# ./build.sh install [PREFIX]
install_command() {
    local prefix=${1:-/usr/local}
    if [[ $prefix != /* ]]; then prefix=$PWD/$prefix; fi
    prefix=${prefix%/}
    lay_out "" "$prefix" site-functions
    echo "Installed $("$prefix/bin/pipeline" --version) as $prefix/bin/pipeline, with its libraries in $prefix/lib/pipeline"
    if [[ $(command -v pipeline) != "$prefix/bin/pipeline" ]]; then echo "$prefix/bin does not come first in PATH, so 'pipeline' does not mean this one yet"; fi
    echo "To remove it: rm -r $prefix/{bin/pipeline,lib/pipeline,share/man/man1/pipeline.1.gz,share/bash-completion/completions/pipeline,share/zsh/site-functions/_pipeline,share/fish/vendor_completions.d/pipeline.fish}"
}
