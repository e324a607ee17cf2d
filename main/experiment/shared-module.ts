import type { Plugin } from 'esbuild';
import * as api from './public-api';

const name = 'batchpoint';
const key = Symbol.for(name);
const tensorflow = /^@tensorflow\/tfjs(-core|-layers|-node)?$/;

/** Lets bundled files find the running instance of Batchpoint, whose TensorFlow holds the models. */
export function shareRunningInstance(): void {
  (globalThis as { [key]?: typeof api })[key] = api;
}

/**
 * Resolves `import … from 'batchpoint'` to the instance that {@link shareRunningInstance} has put out, and TensorFlow.js
 * to the one in there: tensors of a second copy would be strangers to the models.
 */
export const sharedModule: Plugin = {
  name,
  setup(build) {
    build.onResolve({ filter: /^batchpoint$/ }, () => ({ path: name, namespace: name }));
    build.onResolve({ filter: tensorflow }, () => ({ path: 'tensorflow', namespace: name }));
    build.onLoad({ filter: /./, namespace: name }, ({ path }) => ({
      contents:
        path === 'tensorflow' ? reExport(`${shared}.tf`, Object.keys(api.tf)) : reExport(shared, Object.keys(api)),
    }));
  },
};

const shared = `globalThis[Symbol.for('${name}')]`;

function reExport(from: string, names: readonly string[]): string {
  const identifiers = names.filter((each) => /^[a-z]\w*$/i.test(each) && each !== 'default');
  return [`const shared = ${from};`, ...identifiers.map((each) => `export const ${each} = shared.${each};`)].join('\n');
}
