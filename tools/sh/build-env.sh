# Shared by ./cpi and ./cpi-test: finds JDK 25 and Maven, and builds. POSIX shell; expects $root, sets $jdk and $mvn.

fail() {
    printf 'cpi: %s\n' "$*" >&2
    exit 2
}

# Is $1 the home of a JDK of version 25 or newer? Reads its `release` file, which is much cheaper than starting it. Sets
# $jdk_build to what tells this build of a JDK from others.
is_jdk25() {
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -f "$1/release" ] || return 1
    version=
    jdk_build=
    while IFS='=' read -r key value || [ -n "$key" ]; do
        case $key in
        JAVA_VERSION) version=$value ;;
        JAVA_RUNTIME_VERSION | IMPLEMENTOR_VERSION | OS_ARCH)
            value=${value#\"}
            value=${value%\"}
            jdk_build=$jdk_build-${value%%/*}
            ;;
        esac
    done <"$1/release"
    version=${version#\"}
    version=${version%%[!0-9]*}
    [ -n "$version" ] && [ "$version" -ge 25 ]
}

# Sets $file to the program $1 that PATH finds, without symbolic links; to nothing if there is none. Starts at most one process, as
# every start of cpi waits for this.
find_program() {
    file=
    saved=$IFS
    IFS=:
    set -f
    for directory in $PATH; do
        if [ -f "$directory/$1" ] && [ -x "$directory/$1" ]; then
            file=$directory/$1
            break
        fi
    done
    set +f
    IFS=$saved
    [ -h "$file" ] || return 0
    target=$(readlink -f "$file" 2>/dev/null) && file=$target && return
    # Older systems of Apple have no `-f`.
    while [ -h "$file" ]; do
        target=$(readlink "$file")
        case $target in
        /*) file=$target ;;
        *) file=${file%/*}/$target ;;
        esac
    done
}

find_jdk() {
    if [ -n "${JAVA_HOME:-}" ] && is_jdk25 "$JAVA_HOME"; then
        jdk=$JAVA_HOME
        return
    fi
    find_program java
    if [ -n "$file" ]; then
        jdk=${file%/bin/java}
        is_jdk25 "$jdk" && return
    fi
    for jdk in /usr/lib/jvm/* /opt/java/* /opt/jdk* /usr/local/openjdk* "${HOME:-/nowhere}"/.sdkman/candidates/java/* \
        "${HOME:-/nowhere}"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
        is_jdk25 "$jdk" && return
    done
    fail "no JDK 25 found. Install one (for example Eclipse Temurin 25) or set JAVA_HOME to its directory."
}

find_maven() {
    if command -v mvn >/dev/null 2>&1; then
        mvn=mvn
    else
        mvn=$root/mvnw
    fi
}

# Runs Maven in the source tree with the JDK found.
run_maven() {
    find_maven
    JAVA_HOME=$jdk MAVEN_OPTS="${MAVEN_OPTS:-} -Djansi.strip=true --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED" \
        "$mvn" -f "$root/pom.xml" -q -B -ntp "$@" </dev/null
}

# Whether LLVM is in the cache directory, where cpi puts it when it is first needed.
llvm_is_installed() {
    for library in "${CPI_CACHE:-${XDG_CACHE_HOME:-${HOME:-/nowhere}/.cache}/cpi}"/llvm-*/libLLVM.so; do [ -f "$library" ] && return; done
    return 1
}
