import fs from 'node:fs';
import path from 'node:path';
import { at } from '../paths.mjs';
import { lastLines, SetupError } from '../setup/say.mjs';
import { DEBIAN_LIBRARIES } from '../setup/system.mjs';

const ICONS = at('scripts', 'package');

/** @typedef {{ name: string, productName: string, version: string, description: string, author: string }} Manifest */

/** @param {Manifest} manifest */
export const desktopEntry = ({ name, productName, description }) => `[Desktop Entry]
Type=Application
Name=${productName}
Comment=${description}
Exec=${name} %f
Icon=${name}
Categories=Science;Development;
StartupWMClass=${productName}
Terminal=false
`;

/**
 * @param {Manifest} manifest
 * @param {number} kibibytes size when installed
 */
export const controlFile = ({ name, version, author, description }, kibibytes) => `Package: ${name}
Version: ${version}
Architecture: amd64
Maintainer: ${author}
Installed-Size: ${kibibytes}
Section: science
Priority: optional
Depends: libc6 (>= 2.31), libstdc++6, libgcc-s1, ${DEBIAN_LIBRARIES.map((names) => names.join(' | ')).join(', ')}
Description: ${description}
`;

/**
 * Adds to a tree with the app in usr/lib what makes it a Debian package, and packs it.
 * @param {import('../setup/machine.mjs').Machine} machine
 * @param {string} root the tree
 * @param {Manifest} manifest
 * @param {string} target the .deb
 */
export async function makeDeb(machine, root, manifest, target) {
  const { name } = manifest;
  const put = (file, content) => {
    fs.mkdirSync(path.join(root, path.dirname(file)), { recursive: true, mode: 0o755 });
    fs.writeFileSync(path.join(root, file), content, { mode: 0o644 });
  };
  put(`usr/share/applications/${name}.desktop`, desktopEntry(manifest));
  put(`usr/share/icons/hicolor/scalable/apps/${name}.svg`, fs.readFileSync(path.join(ICONS, 'icon.svg')));
  put(`usr/share/icons/hicolor/256x256/apps/${name}.png`, fs.readFileSync(path.join(ICONS, 'icon.png')));
  put(`usr/share/doc/${name}/copyright`, fs.readFileSync(at('LICENSE')));
  fs.mkdirSync(path.join(root, 'usr', 'bin'), { recursive: true, mode: 0o755 });
  fs.symlinkSync(`../lib/${name}/${name}`, path.join(root, 'usr', 'bin', name));
  const size = await machine.run('du', ['-sk', root]);
  put('DEBIAN/control', controlFile(manifest, Number.parseInt(size.out, 10)));
  const result = await machine.run('dpkg-deb', ['--root-owner-group', '-Zzstd', '--build', root, target]);
  if (!result.ok) throw new SetupError(`dpkg-deb could not make the package.\n${lastLines(result.err)}`);
}
