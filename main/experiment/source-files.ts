import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Loader, Plugin } from 'esbuild';
import { readSourceText } from '../files/source-text';

const loaders: { readonly [extension: string]: Loader } = {
  '.ts': 'ts',
  '.mts': 'ts',
  '.cts': 'ts',
  '.tsx': 'tsx',
  '.js': 'js',
  '.mjs': 'js',
  '.cjs': 'js',
  '.jsx': 'jsx',
  '.json': 'json',
  '.txt': 'text',
};

/** `import.meta` of a bundle would name the bundle: each file that asks is given its own. */
export const importMeta = {
  'import.meta.url': '__fileUrl',
  'import.meta.filename': '__fileName',
  'import.meta.dirname': '__folderName',
};

/** Stands before the text on its first line, so that no line moves. */
export function prefixOf(path: string, text: string): string {
  if (!text.includes('import.meta.')) return '';
  return (
    `import { fileURLToPath as __toPath } from 'node:url';` +
    `const __fileUrl = ${JSON.stringify(pathToFileURL(path).href)},` +
    ` __fileName = __toPath(__fileUrl), __folderName = __toPath(new URL('.', __fileUrl)).slice(0, -1);`
  );
}

/** Reads each file once and keeps its text under its path: what is hashed and shown is what runs. */
export function readSources(texts: Map<string, string>): Plugin {
  return {
    name: 'source-files',
    setup(build) {
      build.onLoad({ filter: /./, namespace: 'file' }, async ({ path }) => {
        const loader = loaders[extname(path)];
        if (!loader) return undefined; // esbuild's own message
        const text = await readSourceText(path);
        texts.set(path, text);
        const isCode = loader !== 'json' && loader !== 'text';
        return { loader, contents: isCode ? prefixOf(path, text) + text : text };
      });
    },
  };
}
