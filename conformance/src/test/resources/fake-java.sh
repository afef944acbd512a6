#!/bin/sh
# Stands for Java in LauncherTest: prints its arguments from the main class on, and the locale. Copies jars as cpi.startup.LinkedAhead does.
while [ $# -gt 0 ]; do
    case $1 in
    cpi.startup.LinkedAhead)
        cp "$2" "$3" && cp "$4" "$5"
        exit
        ;;
    cpi.cli.Training) exit 1 ;;
    cpi.cli.Main) break ;;
    esac
    shift
done
printf '%s\n' "java of ${0%/bin/java}" "LC_ALL=${LC_ALL-unset}"
for argument; do printf '[%s]\n' "$argument"; done
