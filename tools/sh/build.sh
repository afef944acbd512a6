# Shared by ./cpi: builds the jars and what makes Java start quickly. POSIX shell; expects what build-env.sh and ./cpi set.

build() {
    mkdir -p "$root/target" || fail "cannot write to $root/target"
    # One build at a time: a second process waits for the first, unless that one died.
    waited=0
    until mkdir "$root/target/building" 2>/dev/null; do
        owner=$(cat "$root/target/building/pid" 2>/dev/null) || owner=
        if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then rm -rf "$root/target/building"; fi
        waited=$((waited + 1))
        [ "$waited" -gt 600 ] && fail "another build does not end; remove $root/target/building if there is none"
        sleep 1
    done
    echo $$ >"$root/target/building/pid"
    trap 'rm -rf "$root/target/building"' EXIT
    trap 'exit 130' INT TERM
    if sources_changed; then
        if [ -t 2 ]; then echo "cpi: building (once; needs the network the first time) ..." >&2; fi
        rm -f "$stamp"
        : >"$root/target/started"
        run_maven -pl compiler,tools package >"$root/target/build.log" 2>&1 || {
            cat "$root/target/build.log" >&2
            fail "the build failed (log: $root/target/build.log)"
        }
        publish
    fi
    rm -rf "$root/target/building"
    trap - EXIT INT TERM
}

# Copies the jars to a directory named by their contents, and names it in the stamp.
publish() {
    tools=$root/tools/target/cpi-tools-0.1.0.jar
    compiler=$root/compiler/target/cpi-compiler-0.1.0.jar
    id=$(cat "$tools" "$compiler" | hash_of_input)
    if [ ! -d "$root/target/app/$id" ]; then
        mkdir -p "$root/target/app/new" && cp "$tools" "$root/target/app/new/cpi-tools.jar" &&
            cp "$compiler" "$root/target/app/new/cpi-compiler.jar" && cp "$root"/tools/target/lib/*.jar "$root/target/app/new/" && mv "$root/target/app/new" "$root/target/app/$id" ||
            fail "cannot write to $root/target/app"
    fi
    for old in "$root"/target/app/*; do
        [ "$old" = "$root/target/app/$id" ] || rm -rf "$old"
    done
    echo "$id" >>"$root/target/started"
    # Sources that change during the build are newer than this stamp.
    touch -r "$root/target/building" "$root/target/started"
    mv "$root/target/started" "$stamp"
}

hash_of_input() {
    if command -v sha256sum >/dev/null 2>&1; then
        hash=$(sha256sum)
    else
        hash=$(shasum -a 256)
    fi
    printf '%.32s\n' "$hash"
}

# Makes the cache of classes in the background, again when LLVM has been installed since. If it fails, Java starts slowly, and
# nothing is wrong.
train() {
    new=$aot.training/new.$$
    if llvm_is_installed; then
        mkdir -p "$aot.training" && mkdir "$aot.training/native" 2>/dev/null || return 0
        set -- "$new.program"
    else
        mkdir "$aot.training" 2>/dev/null || return 0
        set --
    fi
    (
        trap '' HUP
        nice "$jdk/bin/java" -XX:AOTCacheOutput="$new" -XX:+UseSerialGC --sun-misc-unsafe-memory-access=allow \
            --enable-native-access=ALL-UNNAMED -Dcpi.home="$root" -Dcpi.id="$id" -cp "$classes" cpi.cli.Training "$root" "$@" &&
            mv "$new" "$aot"
        rm -f "$new.program"
    ) </dev/null >/dev/null 2>&1 &
}
