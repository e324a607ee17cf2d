import { tidy, type Tensor } from '@tensorflow/tfjs-core';
import type { CompiledModel } from './compiled-model';
import { inOrder, type Which } from './data/named-data';
import { ownTensor } from './data/own-tensor';
import { partsOfYield } from './data/yielded';
import type { BatchData, BatchGenerator, Sequence, Yielded } from './experiment';
import { inputNames } from './model/model-names';

/** Arrays to validate with, or what yields batches of them. */
export type ValidationData = Yielded | BatchGenerator | Sequence;

/** Rows that Keras validates arrays by. */
const batchRows = 32;

/** Whether data are whole arrays, `[x, y]`, `[x, y, sampleWeight]` or `{ xs, ys }`, not batches. */
export function isArrays(data: ValidationData): data is Yielded {
  return Array.isArray(data) || (typeof data === 'object' && 'xs' in data && 'ys' in data);
}

function ownTensors(data: BatchData, names: readonly string[], which: Which): Tensor[] {
  return inOrder(data, names, which).map((each, index) =>
    ownTensor(each, { which, name: names[index]!, expected: '[batch, …]' }),
  );
}

/** Whole arrays as batches of 32 rows, the last one smaller. The tensors end with `dispose`. */
export function arrayBatches(compiled: CompiledModel, data: Yielded): Sequence & { readonly dispose: () => void } {
  const { x, y, sampleWeight } = partsOfYield(data);
  const outputs = compiled.outputs.map(({ name }) => name);
  const xs = ownTensors(x, inputNames(compiled.model), 'x');
  const ys = ownTensors(y, outputs, 'y');
  const weights = sampleWeight === undefined ? [] : ownTensors(sampleWeight, outputs, 'sampleWeight');
  const rows = xs[0]!.shape[0] ?? 0;
  let given: Tensor[] = [];
  const endGiven = (): void => {
    for (const tensor of given) tensor.dispose();
    given = [];
  };
  return {
    length: Math.ceil(rows / batchRows),
    item: (index): Yielded => {
      endGiven();
      const cut = (whole: Tensor): Tensor => {
        const first = Math.min(index * batchRows, whole.shape[0] ?? 0);
        return tidy(() => whole.slice(first, Math.min(batchRows, (whole.shape[0] ?? 0) - first)));
      };
      const parts = [xs, ys, weights].map((each) => each.map(cut));
      given = parts.flat();
      const [partX, partY, partWeights] = parts as [Tensor[], Tensor[], Tensor[]];
      return partWeights.length > 0 ? [partX, partY, partWeights] : [partX, partY];
    },
    dispose: () => {
      endGiven();
      for (const tensor of [...xs, ...ys, ...weights]) tensor.dispose();
    },
  };
}
