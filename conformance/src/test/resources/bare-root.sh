#!/bin/sh
# Runs cpi, and the program that it makes, in a root directory with nothing but a JDK, LLVM, and the shared libraries that those need: no
# shell, no compiler, no linker, no header. Usage: bare-root.sh ROOT JDK REPO CLASSES CACHE SOURCE, in a mount namespace of its own.
set -e
root=$1 jdk=$2 repo=$3 cache=$5 source=$6
classes=/repo/$(echo "$4" | sed 's|:|:/repo/|g')    # a class path below REPO
mkdir -p "$root/jdk" "$root/repo" "$root/cache" "$root/proc" "$root/tmp"
# The libraries and the loader, by the paths that programs name.
ldd "$jdk/bin/java" "$jdk/lib/server/libjvm.so" "$jdk"/lib/lib*.so "$cache"/llvm-*/libLLVM.so "$cache"/llvm-*/lld 2>/dev/null |
    sed -n 's/^[^/]*\(\/[^ ]*\) (0x.*$/\1/p' | sort -u | while read -r file; do
    case $file in "$jdk"/* | "$cache"/*) continue ;; esac
    mkdir -p "$root${file%/*}"
    cp -L "$file" "$root$file"
done
mount --bind "$jdk" "$root/jdk"
mount --bind "$repo" "$root/repo"
mount --bind "$cache" "$root/cache"
mount --rbind /proc "$root/proc"
export CPI_CACHE=/cache PATH=/nowhere
chroot=$(PATH=/usr/sbin:/sbin:/usr/bin:/bin command -v chroot)
"$chroot" "$root" /jdk/bin/java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xss64m --enable-native-access=ALL-UNNAMED \
    --sun-misc-unsafe-memory-access=allow -cp "$classes" cpi.cli.Main \
    build "/repo/$source" -o /tmp/program
exec "$chroot" "$root" /tmp/program
