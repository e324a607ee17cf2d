import { customGrad, type Tensor } from '@tensorflow/tfjs-core';
import type { layers } from '@tensorflow/tfjs-layers';
import { batchLoss } from '../../step/batch-loss';
import type { CompiledModel } from '../../model/compiled-model';
import type { PreparedBatch } from '../../data/prepared-batch';
import { differentiate } from '../../step/differentiate';
import { holdWrites } from '../../model/held-writes';
import { leafLayers } from '../../model/walk-layers';
import { replaceMethod } from '../../model/watch-layer';
import { denseGradient } from '../../optimizers/clip-gradients';
import { scoped } from '../../step/scope';
import { hasNotFinite } from '../../inside-step/not-finite';

type Layer = layers.Layer;

/** Where a tensor holds NaN or infinities; `rows` where its first axis is that of the batch. */
export type Fault = { readonly rows?: readonly number[] };

/** What a layer gave, and what came back to it; a fault where that is not finite. */
export type LayerNote = {
  readonly layer: Layer;
  /** What gave its inputs, as far as that is known. */
  readonly from: readonly LayerNote[];
  output?: Fault;
  /** Of the loss by what the layer gave. `undefined`: finite, or none came. */
  gradient?: Fault;
};

/** A step that was computed operation by operation, with every layer watched. */
export type WatchedStep = {
  /** In the order in which the layers ran. */
  readonly notes: readonly LayerNote[];
  /** Loss values of each output. */
  readonly lossValues: readonly (Fault | undefined)[];
  /** Reduced losses of each output times its loss weight, without penalties. */
  readonly hasLossFault: readonly boolean[];
  readonly hasTotalFault: boolean;
  /** Names of variables whose gradients are not finite. */
  readonly variables: readonly string[];
};

/** Rows of a tensor that hold NaN or infinities. */
export function faultOf(tensor: Tensor, rows: number): Fault | undefined {
  if (!hasNotFinite(tensor)) return undefined;
  if (tensor.shape[0] !== rows) return {};
  const values = tensor.dataSync<'float32'>();
  const width = tensor.size / rows;
  const found = new Set<number>();
  values.forEach((value, at) => {
    if (!Number.isFinite(value)) found.add(Math.floor(at / width));
  });
  return { rows: [...found] };
}

/** The same tensor to go on with; `note` hears of the gradient that comes back. */
function noted(tensor: Tensor, note: (gradient: Tensor) => void): Tensor {
  if (tensor.dtype !== 'float32') return tensor;
  const same = customGrad((given) => ({
    value: (given as Tensor).clone(),
    gradFunc: (gradient: Tensor) => {
      note(gradient);
      return gradient.clone();
    },
  }));
  return same(tensor);
}

/** What was noted so far, and by whom a tensor was given. */
type Notes = { readonly all: LayerNote[]; readonly givenBy: Map<number, LayerNote> };

/** Watches what a layer gives; the returned function takes the watch away. */
function watch(layer: Layer, rows: number, { all, givenBy }: Notes): () => void {
  return replaceMethod(layer, 'call', (own) => (inputs, options) => {
    const result = own(inputs, options);
    const from = [inputs].flat().flatMap(({ id }) => givenBy.get(id) ?? []);
    const note: LayerNote = { layer, from };
    const outputs = [result].flat().map((output) => {
      const fault = faultOf(output, rows);
      if (fault) note.output ??= fault;
      const given = noted(output, (gradient) => {
        const back = faultOf(gradient, rows);
        if (back) note.gradient ??= back;
      });
      givenBy.set(given.id, note);
      return given;
    });
    all.push(note);
    return Array.isArray(result) ? outputs : outputs[0]!;
  });
}

/**
 * Computes a step as the run would, operation by operation, and looks at all that its layers give and get back. Nothing is
 * written.
 * @param key of its random numbers
 */
export function watchedStep(compiled: CompiledModel, batch: PreparedBatch, key: number): WatchedStep {
  const notes: Notes = { all: [], givenBy: new Map() };
  let lossValues: (Fault | undefined)[] = [];
  let hasLossFault: boolean[] = [];
  const unwatch = leafLayers(compiled.model).map((layer) => watch(layer, batch.rows, notes));
  try {
    compiled.random.begin(key);
    return scoped(() => {
      const { result, writes } = holdWrites(() =>
        differentiate(compiled, () => {
          const loss = compiled.training.lend(batch.xs, true, (pass) => batchLoss(compiled, pass, batch));
          lossValues = loss.values.map((each) => faultOf(each, batch.rows));
          hasLossFault = loss.byOutput.map((each, index) =>
            hasNotFinite(each.mul(compiled.outputs[index]!.lossWeight)),
          );
          return loss.total;
        }),
      );
      for (const value of writes.values()) value.dispose();
      const variables = [...result.byName].filter(([, gradient]) => hasNotFinite(denseGradient(gradient)));
      const hasTotalFault = hasNotFinite(result.total);
      return { notes: notes.all, lossValues, hasLossFault, hasTotalFault, variables: variables.map(([name]) => name) };
    });
  } finally {
    for (const undo of unwatch) undo();
  }
}
