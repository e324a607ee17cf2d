import { tidy, type Tensor } from '@tensorflow/tfjs-core';
import type { CompiledModel } from '../model/compiled-model';
import { inOrder, weightsInOrder, type Which } from '../data/named-data';
import { ownTensor } from '../data/own-tensor';
import { partsOfYield } from '../data/yielded';
import type { BatchData, BatchGenerator, Sequence, TensorLike, Yielded } from '../experiment';
import { inputNames } from '../model/model-names';

/** Arrays to validate with, or what yields batches of them. */
export type ValidationData = Yielded | BatchGenerator | Sequence;

/** Rows of a batch: Keras's default for validation arrays. */
const batchRows = 32;

/** Whether data are whole arrays, `[x, y]`, `[x, y, sampleWeight]` or `{ xs, ys }`, not batches. */
export function isArrays(data: ValidationData): data is Yielded {
  return Array.isArray(data) || (typeof data === 'object' && 'xs' in data && 'ys' in data);
}

function owned(data: TensorLike, name: string, which: Which): Tensor {
  return ownTensor(data, { which, name, expected: '[batch, …]' });
}

function ownTensors(data: BatchData, names: readonly string[], which: Which): Tensor[] {
  return inOrder(data, names, which).map((each, index) => owned(each, names[index]!, which));
}

/** The sample weights of the outputs that have some, by output name. */
function ownWeights(data: BatchData | undefined, names: readonly string[]): [name: string, whole: Tensor][] {
  return weightsInOrder(data, names).flatMap((each, index) => {
    const name = names[index]!;
    return each === undefined ? [] : [[name, owned(each, name, 'sampleWeight')] as [string, Tensor]];
  });
}

/** Whole arrays as batches of 32 rows, the last one smaller. `dispose` frees the tensors. */
export function arrayBatches(compiled: CompiledModel, data: Yielded): Sequence & { readonly dispose: () => void } {
  const { x, y, sampleWeight } = partsOfYield(data);
  const outputs = compiled.outputs.map(({ name }) => name);
  const xs = ownTensors(x, inputNames(compiled.model), 'x');
  const ys = ownTensors(y, outputs, 'y');
  const weights = ownWeights(sampleWeight, outputs);
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
      const [partX, partY] = [xs.map(cut), ys.map(cut)];
      const partWeights = weights.map(([name, whole]) => [name, cut(whole)] as const);
      given = [...partX, ...partY, ...partWeights.map(([, part]) => part)];
      return weights.length > 0 ? [partX, partY, Object.fromEntries(partWeights)] : [partX, partY];
    },
    dispose: () => {
      endGiven();
      for (const tensor of [...xs, ...ys, ...weights.map(([, whole]) => whole)]) tensor.dispose();
    },
  };
}
