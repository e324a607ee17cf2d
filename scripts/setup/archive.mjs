import path from 'node:path';
import { lastLines, SetupError } from './say.mjs';

// Node has no reader for zip files. Members matching one of [pattern, new name] are unpacked, with their modes.
const UNZIP = `
import json, os, re, shutil, sys, zipfile
archive, folder, pick = zipfile.ZipFile(sys.argv[1]), sys.argv[2], json.loads(sys.argv[3])
for member in archive.infolist():
    to = next((re.sub(p, n, member.filename) for p, n in pick if re.search(p, member.filename)), None)
    if to is None or member.is_dir(): continue
    file = os.path.join(folder, to)
    os.makedirs(os.path.dirname(file), exist_ok=True)
    with archive.open(member) as source, open(file, 'wb') as target: shutil.copyfileobj(source, target, 1 << 22)
    os.chmod(file, (member.external_attr >> 16) & 0o777 or 0o644)
`;

/**
 * Unpacks the members of a zip file whose names match, renamed.
 * @param {import('./machine.mjs').Machine} machine
 * @param {string} archive
 * @param {string} folder
 * @param {readonly (readonly [pattern: string, name: string])[]} pick Python patterns and replacements
 */
export async function unzip(machine, archive, folder, pick) {
  const result = await machine.run('python3', ['-c', UNZIP, archive, folder, JSON.stringify(pick)]);
  if (!result.ok) throw new SetupError(`Unpacking ${path.basename(archive)} failed.\n${lastLines(result.err)}`);
}

/**
 * Unpacks named members of a .tgz.
 * @param {import('./machine.mjs').Machine} machine
 * @param {string} archive
 * @param {string} folder
 * @param {string[]} members
 */
export async function untar(machine, archive, folder, members) {
  const result = await machine.run('tar', ['-xzf', archive, '-C', folder, ...members]);
  if (!result.ok) throw new SetupError(`Unpacking ${path.basename(archive)} failed.\n${lastLines(result.err)}`);
}
