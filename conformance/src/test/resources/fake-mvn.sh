#!/bin/sh
# Stands for Maven in LauncherTest: takes a second, counts how often it is started, and makes the jars.
root=${2%/pom.xml}
echo "$JAVA_HOME" >>"$root/builds"
sleep 1
mkdir -p "$root/tools/target/lib" "$root/compiler/target"
for jar in tools/target/cpi-tools-0.1.0.jar compiler/target/cpi-compiler-0.1.0.jar tools/target/lib/jline-0.jar; do
    echo "$jar" >"$root/$jar"
done
