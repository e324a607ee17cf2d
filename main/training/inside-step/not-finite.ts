import type { Tensor } from '@tensorflow/tfjs-core';
import type { NotFinitePart } from '../../contract/debug/bisect';
import type { CompiledModel } from '../model/compiled-model';
import type { PreparedBatch } from '../data/prepared-batch';
import { inputNames } from '../model/model-names';
import type { ComputedStep } from '../step/step';
import { areSurelyFinite, isSurelyFinite } from '../step/surely-finite';

/** Which part of a step is the first that holds NaN or infinities, and where in it. */
export type NotFinite = {
  readonly what: NotFinitePart;
  /** Inputs and targets, outputs, or variables. */
  readonly names: readonly string[];
};

/** Whether a tensor holds NaN or an infinity. */
export function hasNotFinite(tensor: Tensor): boolean {
  if (tensor.dtype !== 'float32') return false;
  if (areSurelyFinite([tensor])) return false;
  return tensor.dataSync<'float32'>().some((value) => !Number.isFinite(value));
}

function namesOf(tensors: Iterable<readonly [name: string, tensor: Tensor | undefined]>): string[] {
  return [...new Set([...tensors].flatMap(([name, each]) => (each && hasNotFinite(each) ? [name] : [])))];
}

function partOf(what: NotFinitePart, names: readonly string[]): NotFinite | undefined {
  return names.length > 0 ? { what, names } : undefined;
}

/** Looks at a batch before anything is computed with it. */
export function notFiniteBatch({ model, outputs }: CompiledModel, batch: PreparedBatch): NotFinite | undefined {
  if (isSurelyFinite(batch)) return undefined;
  const inputs = inputNames(model);
  const named = [
    ...batch.xs.map((each, index) => [inputs[index]!, each] as const),
    ...batch.ys.map((each, index) => [outputs[index]!.name, each] as const),
    ...batch.weights.map((each, index) => [outputs[index]!.name, each] as const),
  ];
  return partOf('batch', namesOf(named));
}

/** The loss is the first of the sums. */
function notFiniteLoss({ outputs }: CompiledModel, { sums, results }: ComputedStep): NotFinite | undefined {
  if (Number.isFinite(sums[0])) return undefined;
  const names = namesOf(outputs.map(({ name }, index) => [name, results.lossValues[index]!]));
  return { what: 'loss', names: names.length > 0 ? names : outputs.map(({ name }) => name) };
}

/** Looks at all that a step would write, in the order in which it was computed. */
export function notFiniteStep(compiled: CompiledModel, computed: ComputedStep): NotFinite | undefined {
  const { gradients, update, writes } = computed;
  const written = [...update].flatMap(([name, { value, slots }]) =>
    [value, ...slots.values()].map((each) => [name, each] as const),
  );
  return (
    notFiniteLoss(compiled, computed) ??
    partOf('gradients', namesOf(gradients)) ??
    partOf('update', namesOf([...written, ...writes]))
  );
}
