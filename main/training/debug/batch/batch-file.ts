import type { Tensor } from '@tensorflow/tfjs-core';
import type { BatchFile } from '../../../contract/debug/batch-inspector';
import type { PreparedBatch } from '../../data/prepared-batch';
import { npzBytes, type NamedArray } from '../../data/write-npz';
import { inputNames } from '../../model/model-names';
import type { DebugContext } from '../debug-context';
import { lookedAtBatch } from '../looked-at-batch';
import { arraysOfRows } from '../replay/kept-rows';

function arrayOf(name: string, tensor: Tensor): NamedArray {
  return { name, values: tensor.dataSync() as Float32Array | Int32Array, shape: tensor.shape };
}

/** In a file: `x` and `y` for an only one, as the npz source expects them; `x_<name>` for one of several. */
export function arrayName(part: 'x' | 'y' | 'sample_weight', name: string, of: number): string {
  return of === 1 ? part : `${part}_${name.replaceAll('/', '.')}`;
}

/** The batch that the run stands in or trained last: inputs, targets, weights, and where its rows come from. */
export function batchFile(context: DebugContext): BatchFile | undefined {
  const looked = lookedAtBatch(context);
  if (!looked) return undefined;
  const { compiled, batch, place } = looked;
  const outputs = compiled.outputs.map(({ name }) => name);
  const named = (part: 'x' | 'y' | 'sample_weight', names: readonly string[], tensors: PreparedBatch['weights']) =>
    tensors.flatMap((each, at) => (each ? [arrayOf(arrayName(part, names[at]!, names.length), each)] : []));
  const bytes = npzBytes([
    ...named('x', inputNames(compiled.model), batch.xs),
    ...named('y', outputs, batch.ys),
    ...named('sample_weight', outputs, batch.weights),
    ...(batch.rowIds ? arraysOfRows(batch.rowIds) : []),
  ]);
  return { name: `${context.plan.name}-step-${place.step}.npz`, bytes };
}
