// Puts the cpi that was built last (../../target/app) into server/, so that the packaged extension needs only a JDK.
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = '../..';
const stamp = path.join(root, 'target/built');
if (!existsSync(stamp)) throw new Error('cpi has not been built: start ./cpi once in the root of the project');
const id = readFileSync(stamp, 'utf8').trim();
const app = path.join(root, 'target/app', id);
const jars = readdirSync(app).filter(name => name.endsWith('.jar'));
rmSync('server', { recursive: true, force: true });
mkdirSync('server');
for (const jar of jars) cpSync(path.join(app, jar), path.join('server', jar));
cpSync(path.join(root, 'tools/sh/build-env.sh'), 'server/env.sh');
const flags = `-XX:+UseSerialGC -XX:-UsePerfData -XX:-DontCompileHugeMethods --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED -Dcpi.id=${id}`;
writeFileSync('server/cpi', `#!/bin/sh
# Starts the cpi that came with the extension. Needs a JDK 25, found as ./cpi of the source tree finds it.
set -u
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P) || exit 2
. "$here/env.sh"
find_jdk
set -- ${flags} -cp "${jars.map(name => `$here/${name}`).join(':')}" cpi.cli.Main "$@"
if [ -t 1 ]; then set -- -Dcpi.terminal.out=true "$@"; fi
if [ -t 2 ]; then set -- -Dcpi.terminal.err=true "$@"; fi
case \${LC_ALL:-\${LC_CTYPE:-\${LANG:-}}} in
*[Uu][Tt][Ff]-8* | *[Uu][Tt][Ff]8*) ;;
*) export LC_ALL=C.UTF-8 ;;
esac
exec "$jdk/bin/java" "$@"
`);
chmodSync('server/cpi', 0o755);
writeFileSync('server/cpi.cmd', `@echo off\r
if defined JAVA_HOME (set "java=%JAVA_HOME%\\bin\\java") else (set "java=java")\r
"%java%" ${flags} -cp "${jars.map(name => `%~dp0${name}`).join(';')}" cpi.cli.Main %*\r
`);
console.log('server/ holds ' + jars.join(', '));
