#!/bin/sh
# Builds into a small file system. Usage: full-disk.sh DIRECTORY JAVA CLASSES SOURCE, in a mount namespace of its own, in the root of the repository.
mount -t tmpfs -o size=4k tmpfs "$1" || exit 1
cpi() {
    "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xss64m --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
        -cp "$classes" cpi.cli.Main "$@"
    echo $?
}
java=$2 classes=$3
cpi build "$4" -o "$1/hello"
cpi build --emit llvm "$4" -o "$1/hello.ll"
ls -A "$1"
