import type { Tensor } from '@tensorflow/tfjs-core';
import type { BatchFile } from '../../../contract/debug/batch-inspector';
import { npzBytes, type NamedArray } from '../../data/write-npz';
import { inputNames } from '../../model/model-names';
import type { DebugContext } from '../debug-context';
import { lookedAtBatch } from '../layers/looked-at-step';

function arrayOf(name: string, tensor: Tensor): NamedArray {
  return { name, values: tensor.dataSync() as Float32Array | Int32Array, shape: tensor.shape };
}

/** `x` and `y` for an only one, as the npz source expects them; `x_<name>` for one of several. */
function named(letter: 'x' | 'y', names: readonly string[], tensors: readonly Tensor[]): readonly NamedArray[] {
  if (tensors.length === 1) return [arrayOf(letter, tensors[0]!)];
  return tensors.map((tensor, index) => arrayOf(`${letter}_${names[index]!.replaceAll('/', '.')}`, tensor));
}

/** The batch that the run stands in or trained last: inputs, targets, weights, and the rows of its source. */
export function batchFile(context: DebugContext): BatchFile | undefined {
  const looked = lookedAtBatch(context);
  if (!looked) return undefined;
  const { compiled, batch, place } = looked;
  const outputs = compiled.outputs.map(({ name }) => name);
  const weights = batch.weights.flatMap((each, index) =>
    each ? [arrayOf(batch.weights.length === 1 ? 'sample_weight' : `sample_weight_${outputs[index]}`, each)] : [],
  );
  const rows = batch.rowIds?.length === 1 ? batch.rowIds[0]!.rows : undefined;
  const bytes = npzBytes([
    ...named('x', inputNames(compiled.model), batch.xs),
    ...named('y', outputs, batch.ys),
    ...weights,
    ...(rows ? [{ name: 'rows', values: rows, shape: [rows.length] }] : []),
  ]);
  return { name: `${context.plan.name}-step-${place.step}.npz`, bytes };
}
