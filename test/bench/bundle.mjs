import { join } from 'node:path';
import { build } from 'esbuild';

/** Benchmarks are bundled beside the packages that they import. */
const outFolder = join(import.meta.dirname, '../../out/bench');

/**
 * Makes a program that Node runs.
 * @param {string} as its name, may hold a folder
 * @param {import('esbuild').BuildOptions} source what it is made of
 * @returns {Promise<string>} its path
 */
export async function bundle(as, source) {
  const outfile = join(outFolder, `${as}.mjs`);
  await build({
    ...source,
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'error',
  });
  return outfile;
}

/**
 * Makes a TypeScript file of this folder one that Node runs.
 * @param {string} name without its ending, may hold a folder
 * @param {string} [as] another name for the result
 * @returns {Promise<string>} its path
 */
export function bundleBench(name, as = name) {
  return bundle(as, { entryPoints: [join(import.meta.dirname, `${name}.ts`)] });
}
