import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BuildFailure, BuildResult } from 'esbuild';
import { CodedError, reasonOf } from '../contract/errors';
import type { SourceFile } from '../contract/run-state';
import { loadEsbuild } from './esbuild-binary';
import { sharedModule } from './shared-module';
import { importMeta, readSources } from './source-files';

/** An experiment file and all it imports, as one module; nothing of it has run. */
export type Bundle = {
  readonly file: string;
  /** Over the file and all it imports, by place relative to the file: the same code has the same hash anywhere. */
  readonly hash: string;
  readonly code: string;
  /** Source map of the code as JSON; names the files by their URLs. */
  readonly map: string;
  /** The file first, then what it imports. */
  readonly sources: readonly SourceFile[];
};

/**
 * Reads and bundles an experiment file.
 * @throws CodedError `file-missing`, `syntax-error` or `import-missing`; the cause knows the place
 */
export async function bundleExperiment(path: string): Promise<Bundle> {
  const file = resolve(path);
  const isFile = await stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!isFile) throw new CodedError('file-missing', { file });
  const texts = new Map<string, string>();
  const result = await build(file, texts);
  const sources = [...texts]
    .map(([source, text]) => ({ path: source, text }))
    .sort((a, b) => Number(b.path === file) - Number(a.path === file) || (a.path < b.path ? -1 : 1));
  return { file, hash: hashOf(file, sources), ...outputsOf(file, result), sources };
}

async function build(file: string, texts: Map<string, string>): Promise<BuildResult<{ write: false }>> {
  const esbuild = await loadEsbuild();
  try {
    return await esbuild.build({
      entryPoints: [file],
      outfile: bundlePath(file),
      bundle: true,
      write: false,
      platform: 'node',
      format: 'esm',
      target: 'node20.18',
      sourcemap: 'external',
      sourcesContent: false,
      tsconfigRaw: {}, // only what is hashed decides
      logLevel: 'silent',
      define: importMeta,
      banner: {
        // CommonJS packages beside the file may require Node's modules.
        js: `import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(${JSON.stringify(pathToFileURL(file).href)});`,
      },
      plugins: [sharedModule, readSources(texts)],
    });
  } catch (error) {
    throw buildError(file, error);
  }
}

const bundlePath = (file: string): string => join(dirname(file), 'experiment.bundle.mjs');

/** The messages of esbuild as our codes: what can't be found is told apart from what can't be read. */
function buildError(file: string, error: unknown): CodedError {
  const first = (error as Partial<BuildFailure>).errors?.[0];
  if (!first) return new CodedError('file-unreadable', { file, message: reasonOf(error) }, { cause: error });
  const message = first.text;
  const code = /^Could not (resolve|read)/.test(message) ? 'import-missing' : 'syntax-error';
  return new CodedError(code, { message }, { cause: error });
}

function hashOf(file: string, sources: readonly SourceFile[]): string {
  const hash = createHash('sha256');
  for (const { path, text } of sources) {
    const place = relative(dirname(file), path).split(sep).join('/');
    for (const part of [place, text]) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  }
  return hash.digest('hex');
}

/** The bundle is run from another folder than the one it was made for: its map names the files by their URLs. */
function outputsOf(file: string, { outputFiles }: BuildResult<{ write: false }>): Pick<Bundle, 'code' | 'map'> {
  const output = (end: string): string => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? '';
  const map = JSON.parse(output('.map')) as { sources: string[] };
  const folder = dirname(bundlePath(file));
  map.sources = map.sources.map((source) => pathToFileURL(resolve(folder, source)).href);
  return { code: output('.mjs'), map: JSON.stringify(map) };
}
