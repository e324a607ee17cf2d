import fs from 'node:fs';
import { captureProgram } from './child.mjs';
import { at, ROOT, TOOL } from './paths.mjs';
import { sha256OfTree } from './setup/hash.mjs';
import { withLock } from './setup/lock.mjs';
import { say } from './setup/say.mjs';

/** All that decides what a build gives. */
const INPUTS = ['main', 'renderer', 'package.json', 'package-lock.json', 'electron.vite.config.ts', 'tsconfig.json'];
const STAMP = at('out', '.stamp');

/**
 * Builds the app into out/, unless the last build was from the same sources.
 * @returns {Promise<{ status: number, output: string }>} output is empty if there was nothing to do
 */
export async function build() {
  if (isBuilt()) return { status: 0, output: '' };
  return withLock(at('.cache', 'build.lock'), async () => {
    const inputs = sha256OfTree(ROOT, INPUTS);
    if (isBuilt(inputs)) return { status: 0, output: '' };
    const started = performance.now();
    fs.rmSync(STAMP, { force: true });
    const result = await captureProgram(process.execPath, [TOOL.electronVite, 'build']);
    if (result.status === 0) {
      fs.writeFileSync(STAMP, inputs);
      say(`app: built in ${((performance.now() - started) / 1000).toFixed(1)}s`);
    }
    return result;
  });
}

/** Builds, and shows what the build said only if it failed. */
export async function buildOrExplain() {
  const { status, output } = await build();
  if (status !== 0) console.error(`${output}\nThe build failed.`);
  return status;
}

function isBuilt(inputs = sha256OfTree(ROOT, INPUTS)) {
  return fs.existsSync(STAMP) && fs.readFileSync(STAMP, 'utf8') === inputs;
}
