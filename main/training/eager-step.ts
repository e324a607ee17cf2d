import { engine, keep, tidy, type Scalar, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import { batchLoss, batchSums, predictionsOf, type BatchLoss } from './batch-loss';
import type { CompiledModel } from './compiled-model';
import type { PreparedBatch } from './data/prepared-batch';
import type { ForwardPass } from './model/forward-pass';
import { holdWrites, type Writes } from './model/held-writes';
import { scoped } from './scope';
import { disposeResults, type ComputedStep, type Step } from './step';

type Gradients = { readonly total: Scalar; readonly byName: ReadonlyMap<string, Tensor> };

/** Loss and gradients, operation by operation; `caught` gets what else the pass computed, kept. */
function differentiate(compiled: CompiledModel, forward: () => Scalar): Gradients {
  const { trainable } = compiled;
  if (trainable.length === 0) return { total: tidy(forward), byName: new Map() };
  const values: Variable[] = trainable.map(({ value }) => value);
  const { value: total, grads } = engine().gradients<Scalar>(forward, values as unknown as Scalar[], undefined, true);
  const found = trainable.flatMap(({ name }, index): [string, Tensor][] => {
    const gradient = grads[index] as Tensor | undefined;
    return gradient ? [[name, gradient]] : [];
  });
  return { total, byName: new Map(found) };
}

function keepAll(pass: ForwardPass, { byOutput, values }: BatchLoss): void {
  for (const tensor of [...pass.outputs, ...byOutput, ...values]) keep(tensor);
}

function disposeAll(tensors: Iterable<Tensor | undefined>): void {
  for (const tensor of tensors) tensor?.dispose();
}

function disposeWrites(writes: Writes): void {
  disposeAll(writes.values());
}

/** Runs the model's layers and TensorFlow's kernels one by one. */
export function eagerStep(compiled: CompiledModel): Step {
  const { training, optimizer, variables } = compiled;
  const owners = new Map(variables.map(({ name, value }) => [name, value]));

  function compute(batch: PreparedBatch, step: number): ComputedStep {
    compiled.random.begin(step);
    let pass: ForwardPass | undefined;
    let loss: BatchLoss | undefined;
    const { result, writes } = holdWrites(() =>
      differentiate(compiled, () => {
        pass = training.run(batch.xs, true);
        loss = batchLoss(compiled, pass, batch);
        keepAll(pass, loss);
        return loss.total;
      }),
    );
    const { outputs, masks } = pass!;
    const { byOutput, values } = loss!;
    const predictions = tidy(() => predictionsOf(compiled, pass!).map((each) => keep(each.clone())));
    const sums = scoped(() => batchSums(compiled, { total: result.total, byOutput }, predictions, pass!, batch));
    const update = optimizer.propose(result.byName, compiled.trainable);
    disposeAll([...outputs, ...masks, ...byOutput, result.total, ...result.byName.values()]);
    return { batch, sums, update, writes, results: { predictions, lossValues: values } };
  }

  return {
    compute,
    commit({ sums, update, writes }) {
      for (const [name, { value }] of update) owners.get(name)!.assign(value);
      optimizer.commit(update);
      for (const [variable, value] of writes) variable.write(value);
      compiled.running.add(sums);
      disposeProposals(update);
      disposeWrites(writes);
    },
    discard({ update, writes, results }) {
      disposeProposals(update);
      disposeWrites(writes);
      disposeResults(results);
    },
  };
}

function disposeProposals(update: ComputedStep['update']): void {
  for (const { value, slots } of update.values()) disposeAll([value, ...slots.values()]);
}
