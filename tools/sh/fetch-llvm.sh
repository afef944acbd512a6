#!/bin/sh
# Fetches LLVM's libraries and tools, made for one kind of machine, from the Maven registry:
#   fetch-llvm.sh VERSION CLASSIFIER DIRECTORY
# Started by cpi when a command needs native code for the first time.
set -u
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd -P) || exit 2
. "$root/tools/sh/build-env.sh"
find_jdk
run_maven -N org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy \
    -Dartifact="org.bytedeco:llvm:$1:jar:$2" -DoutputDirectory="$3" -Dmdep.useBaseVersion=true
