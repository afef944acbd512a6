# Shared by ./cpi: builds the jars and what makes Java start quickly. POSIX shell; expects what build-env.sh and ./cpi set.

build() {
    mkdir -p "$root/target" 2>/dev/null && [ -w "$root/target" ] ||
        fail "it is not built since its sources changed, and \`$root/target\` cannot be written; let the owner of the files run \`$root/cpi --version\` once"
    # One build at a time: a second process waits for the first, unless that one died. The lock is a link that names its owner.
    lock=$root/target/lock
    until ln -s $$ "$lock" 2>/dev/null; do
        owner=$(readlink "$lock") || continue
        if kill -0 "$owner" 2>/dev/null; then
            show_status "waiting for process $owner, which builds cpi"
            sleep 1
        else
            unlock_for_dead "$owner"
        fi
    done
    hide_status
    trap 'hide_status; rm -f "$lock"' EXIT
    trap 'exit 130' HUP INT TERM
    if sources_changed; then
        show_status "building cpi (once; the first time it needs the network)"
        rm -f "$stamp"
        : >"$root/target/started"
        run_maven -pl compiler,tools package >"$root/target/build.log" 2>&1 || {
            hide_status
            cat "$root/target/build.log" >&2
            fail "the build failed (log: $root/target/build.log)"
        }
        publish
        hide_status
    fi
    rm -f "$lock"
    trap - EXIT HUP INT TERM
}

# Removes the lock of process $1, which ended without doing so. Only one process may do this at a time, or it could remove the
# lock that the other has taken since.
unlock_for_dead() {
    if mkdir "$lock.dead" 2>/dev/null; then
        [ "$(readlink "$lock")" != "$1" ] || rm -f "$lock"
        rmdir "$lock.dead"
    else
        sleep 1
        # Who made this directory was killed in between.
        [ -z "$(find "$lock.dead" -prune -mmin +1 2>/dev/null)" ] || rmdir "$lock.dead" 2>/dev/null
    fi
}

# Shows a line on the terminal, if standard error is one, with the seconds that pass, until hide_status.
show_status() {
    [ -t 2 ] && [ -z "${status_pid:-}" ] || return 0
    if [ "${TERM:-dumb}" = dumb ]; then
        echo "cpi: $1 ..." >&2
        status_pid=none
        return
    fi
    (
        # Ends with the process that started it, however that ends.
        seconds=0
        while kill -0 $$ 2>/dev/null; do
            columns=$(stty size <&2 2>/dev/null) && columns=${columns#* } && [ "$columns" -gt 0 ] || columns=80
            printf "\r%.$((columns - 1))s\033[K" "cpi: $1, $seconds s" >&2
            sleep 1
            seconds=$((seconds + 1))
        done
    ) &
    status_pid=$!
}

hide_status() {
    case ${status_pid:-} in
    '' | none) ;;
    *)
        kill "$status_pid" 2>/dev/null
        wait "$status_pid" 2>/dev/null
        printf '\r\033[K' >&2
        ;;
    esac
    status_pid=
}

# Makes the jars that are used in a directory named by their contents, and names it in the stamp.
publish() {
    tools=$root/tools/target/cpi-tools-0.1.0.jar
    compiler=$root/compiler/target/cpi-compiler-0.1.0.jar
    id=$(cat "$tools" "$compiler" | hash_of_input)
    new=$root/target/app/new
    if [ ! -d "$root/target/app/$id" ]; then
        rm -rf "$new"
        mkdir -p "$new" && cp "$root"/tools/target/lib/*.jar "$new/" &&
            "$jdk/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$tools:$compiler" cpi.startup.LinkedAhead \
                "$tools" "$new/cpi-tools.jar" "$compiler" "$new/cpi-compiler.jar" && mv "$new" "$root/target/app/$id" ||
            fail "cannot write to $root/target/app"
    fi
    for old in "$root"/target/app/*; do
        [ "$old" = "$root/target/app/$id" ] || rm -rf "$old"
    done
    echo "$id" >"$root/target/id"
    # Sources that change during the build are newer than this stamp.
    touch -r "$root/target/started" "$root/target/id"
    mv "$root/target/id" "$stamp"
}

hash_of_input() {
    if command -v sha256sum >/dev/null 2>&1; then
        hash=$(sha256sum)
    else
        hash=$(shasum -a 256)
    fi
    printf '%.32s\n' "$hash"
}

# Makes the archive of classes in the background, again when LLVM has been installed since. If it fails, Java starts slowly, and
# nothing is wrong. Profiles of methods (JEP 515) are left out: they make the archive larger, and what Java compiles because of
# them is more than a short command needs.
train() {
    # Only one process does this; one that began long ago has failed, or was killed.
    [ ! -d "$aot.training" ] || [ -z "$(find "$aot.training" -prune -mmin +15 2>/dev/null)" ] || rm -rf "$aot.training"
    mkdir "$aot.training" 2>/dev/null || return 0
    new=$aot.training/new
    set --
    if llvm_is_installed; then set -- "$new.program"; fi
    (
        trap '' HUP
        nice "$jdk/bin/java" -XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining \
            -XX:AOTCacheOutput="$new" -XX:+UseSerialGC --sun-misc-unsafe-memory-access=allow \
            --enable-native-access=ALL-UNNAMED -Dcpi.scratch.bits=28 -Dcpi.home="$root" -Dcpi.id="$id" -cp "$classes" cpi.cli.Training "$root" "$@" &&
            mv "$new" "$aot" && { [ $# = 0 ] || : >"$aot.native"; } && rm -rf "$aot.training"
    ) </dev/null >/dev/null 2>&1 &
}
