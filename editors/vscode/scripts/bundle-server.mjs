// Puts the built cpi (../../tools/target, ../../compiler/target) into server/, so that the packaged extension needs only a JDK.
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const jars = ['tools', 'compiler'].map(module => {
    const target = path.join('../..', module, 'target');
    const jar = existsSync(target) ? readdirSync(target).find(name => /^cpi-(tools|compiler)-[\d.]+\.jar$/.test(name)) : undefined;
    if (jar === undefined) throw new Error(`${target} has no jar: start ./cpi once in the root of the project`);
    return path.join(target, jar);
});
rmSync('server', { recursive: true, force: true });
mkdirSync('server');
for (const jar of jars) cpSync(jar, path.join('server', path.basename(jar)));
const names = jars.map(jar => path.basename(jar));
const flags = '-XX:+UseSerialGC -XX:-DontCompileHugeMethods --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED';
writeFileSync('server/cpi', `#!/bin/sh
# Starts the cpi that came with the extension. Needs a JDK 25: JAVA_HOME, or java on the PATH.
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P) || exit 2
exec "\${JAVA_HOME:+$JAVA_HOME/bin/}java" ${flags} -cp "${names.map(n => `$here/${n}`).join(':')}" cpi.cli.Main "$@"
`);
chmodSync('server/cpi', 0o755);
writeFileSync('server/cpi.cmd', `@echo off\r
if defined JAVA_HOME (set "java=%JAVA_HOME%\\bin\\java") else (set "java=java")\r
"%java%" ${flags} -cp "${names.map(n => `%~dp0${n}`).join(';')}" cpi.cli.Main %*\r
`);
console.log('server/ holds ' + names.join(', '));
