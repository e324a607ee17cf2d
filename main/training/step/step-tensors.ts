import type { Tensor } from '@tensorflow/tfjs-core';
import { batchLoss, predictionsOf, sumsTensor, type BatchLoss } from './batch-loss';
import type { CompiledModel } from '../model/compiled-model';
import type { PreparedBatch } from '../data/prepared-batch';
import { differentiate } from './differentiate';
import { KeptTensors } from './kept-tensors';
import type { ForwardPass } from '../model/forward-pass';
import { holdWrites } from '../model/held-writes';
import { denseGradient, type Gradient } from '../optimizers/clip-gradients';
import type { Scalars } from '../optimizers/optimizer';
import type { ProposedUpdate } from '../optimizers/optimizer-state';
import type { BatchResults, OnMark } from './step';

/** All that a step computes, with nothing read and nothing written. */
export type StepTensors = {
  /** What `readSums` reads. */
  readonly sums: Tensor;
  readonly results: BatchResults;
  /** By variable name, before clipping. */
  readonly gradients: ReadonlyMap<string, Tensor>;
  /** The same as the optimizer takes them. */
  readonly raw: ReadonlyMap<string, Gradient>;
  readonly update: ProposedUpdate;
  /** New values of what the forward pass writes, by name. */
  readonly writes: ReadonlyMap<string, Tensor>;
};

/**
 * Forward, loss and gradients of a batch, and the update they propose, in the caller's scope.
 * @param kept keeps what is returned beyond that scope
 * @param scalars numbers of the update; left out: of the next
 * @param onMark hears where it is
 */
export function stepTensors(
  compiled: CompiledModel,
  batch: PreparedBatch,
  kept: KeptTensors,
  { scalars, onMark }: { readonly scalars?: Scalars; readonly onMark?: OnMark | undefined } = {},
): StepTensors {
  const { training, optimizer, trainable, variables, states } = compiled;
  const passing = new KeptTensors([...batch.xs, ...batch.ys, ...batch.weights.filter((each) => each !== undefined)]);
  let pass: ForwardPass | undefined;
  let loss: BatchLoss | undefined;
  try {
    const { result, writes } = holdWrites(() =>
      differentiate(compiled, () => {
        pass = training.run(batch.xs, true);
        for (const mask of pass.masks) if (mask) passing.keep(mask);
        onMark?.('forward');
        loss = batchLoss(compiled, pass, batch);
        for (const tensor of [...pass.outputs, ...loss.byOutput, ...loss.values]) passing.keep(tensor);
        onMark?.('loss');
        return loss.total;
      }),
    );
    onMark?.('gradients');
    const names = new Map([...variables, ...states].map(({ name, value }) => [value, name]));
    const written = [...writes].map(([variable, value]) => [names.get(variable)!, kept.keep(value)] as const);
    const results = {
      predictions: predictionsOf(compiled, pass!).map((each) => kept.keep(each.clone())),
      lossValues: loss!.values.map((each) => kept.keep(each.clone())),
    };
    const { byOutput } = loss!;
    const sums = sumsTensor(compiled, { total: result.total, byOutput }, results.predictions, pass!, batch);
    const update = optimizer.propose(result.byName, trainable, scalars);
    onMark?.('update');
    const gradients = [...result.byName].map(([name, gradient]) => [name, kept.keep(denseGradient(gradient))] as const);
    const raw = result.byName;
    return { sums: kept.keep(sums), results, gradients: new Map(gradients), raw, update, writes: new Map(written) };
  } finally {
    passing.dispose();
  }
}
