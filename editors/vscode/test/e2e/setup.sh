#!/bin/sh
# Installs what the end-to-end tests need into a directory: node 24, code-server, playwright-core (670 MB, from npm alone).
# Chromium must be there already (on Debian: apt-get install --no-install-recommends chromium). Usage: setup.sh DIR
set -eu
[ $# -eq 1 ] || { echo "usage: setup.sh DIR" >&2; exit 2; }
dir=$1
mkdir -p "$dir/node" "$dir/cs" "$dir/tools"
install() {
    cd "$dir/$1"
    shift
    [ -f package.json ] || npm init -y >/dev/null
    npm install --no-fund --no-audit "$@"
}
install node node@24
PATH=$dir/node/node_modules/node/bin:$PATH
export PATH
install cs --ignore-scripts code-server@4.139.1
cd "$dir/cs/node_modules/code-server/lib/vscode"
npm install --no-fund --no-audit --omit=dev --ignore-scripts
install tools --ignore-scripts playwright-core@1.65.1
