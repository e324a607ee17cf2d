import { scalar, type Tensor } from '@tensorflow/tfjs-core';
import type { CompiledModel } from '../model/compiled-model';
import type { PreparedBatch } from '../data/prepared-batch';
import { KeptTensors } from '../step/kept-tensors';
import type { Draw } from '../model/random-layers';
import type { Scalars } from '../optimizers/optimizer';
import { scoped } from '../step/scope';
import { stepTensors } from '../step/step-tensors';
import type { NativeBackend } from './native-binding';
import { record, type DeclareInput } from './recorder';
import type { Recording } from './recording';
import type { StepState } from './step-states';

/** What recorded operations gave, by the names of {@link outputName}. */
export type RecordedValues = ReadonlyMap<string, Float32Array | Int32Array | Uint8Array>;

/** A step of a model, written down. */
export type RecordedStep = {
  readonly recording: Recording;
  /** What it drew at random, in its order. */
  readonly draws: readonly Draw[];
  /** Names of the update's numbers, in their order. */
  readonly scalars: readonly string[];
  /** What came out, as numbers. */
  readonly values: RecordedValues;
  /** Variables that have a gradient. */
  readonly differentiated: readonly string[];
  /** Variables that the forward pass writes. */
  readonly written: readonly string[];
};

/** What is recorded, and where. */
export type ToRecord = {
  readonly backend: NativeBackend;
  readonly compiled: CompiledModel;
  /** Variables that are inputs of the recording. */
  readonly states: readonly StepState[];
};

/** Names of a recorded step's inputs. */
export const inputName = {
  x: (index: number) => `x/${index}`,
  y: (index: number) => `y/${index}`,
  weight: (index: number) => `weight/${index}`,
  state: (index: number) => `state/${index}`,
  scalar: (name: string) => `scalar/${name}`,
  seed: (index: number) => `seed/${index}`,
};

/** Names of what comes out of a recorded step. */
export const outputName = {
  sums: 'sums',
  predictions: 'prediction/',
  losses: 'loss/',
  gradient: (name: string) => `gradient/${name}`,
  clipped: (name: string) => `clipped/${name}`,
  written: (name: string) => `written/${name}`,
  updated: (name: string, slot?: string) => (slot === undefined ? `value/${name}` : `slot/${slot}/${name}`),
};

/** The step's results by name; each outlives the scope. */
function runStep(
  compiled: CompiledModel,
  batch: PreparedBatch,
  scalars: Scalars,
  kept: KeptTensors,
): ReadonlyMap<string, Tensor> {
  const { sums, results, gradients, raw, update, writes } = stepTensors(compiled, batch, kept, { scalars });
  const clipped = compiled.optimizer.clip(raw, scalars);
  const named: [string, Tensor][] = [
    [outputName.sums, sums],
    ...results.predictions.map((each, index): [string, Tensor] => [`${outputName.predictions}${index}`, each]),
    ...results.lossValues.map((each, index): [string, Tensor] => [`${outputName.losses}${index}`, each]),
    ...[...gradients].map(([name, each]): [string, Tensor] => [outputName.gradient(name), each]),
    ...[...clipped].map(([name, each]): [string, Tensor] => [outputName.clipped(name), each]),
    ...[...writes].map(([name, each]): [string, Tensor] => [outputName.written(name), each]),
  ];
  for (const [name, { value, slots }] of update) {
    named.push([outputName.updated(name), value]);
    for (const [slot, each] of slots) named.push([outputName.updated(name, slot), each]);
  }
  for (const [, tensor] of named) kept.keep(tensor);
  return new Map(named);
}

/** Declares the tensors of a batch as inputs. */
export function declareBatch(declareInput: DeclareInput, { xs, ys, weights }: PreparedBatch): void {
  xs.forEach((each, index) => declareInput(inputName.x(index), each));
  ys.forEach((each, index) => declareInput(inputName.y(index), each));
  weights.forEach((each, index) => each && declareInput(inputName.weight(index), each));
}

/**
 * Runs a step on a batch, without writing anything, and writes down its operations.
 * @param step key of its random numbers
 * @throws NotRecordable; whatever the model throws on such a batch
 */
export function recordStep({ backend, compiled, states }: ToRecord, batch: PreparedBatch, step: number): RecordedStep {
  const { optimizer, random } = compiled;
  const draws: Draw[] = [];
  const kept = new KeptTensors();
  let results: ReadonlyMap<string, Tensor> = new Map();
  try {
    return scoped(() => {
      const numbers = Object.entries(optimizer.scalars());
      const scalars = Object.fromEntries(numbers.map(([name, value]) => [name, kept.keep(scalar(value))]));
      const recording = record(backend, (declareInput) => {
        states.forEach(({ shared }, index) => declareInput(inputName.state(index), shared.variable));
        for (const [name, each] of Object.entries(scalars)) declareInput(inputName.scalar(name), each);
        declareBatch(declareInput, batch);
        random.begin(step, (draw, seeds) => declareInput(inputName.seed(draws.push(draw) - 1), seeds));
        results = runStep(compiled, batch, scalars, kept);
        return results;
      });
      const namesOf = (prefix: string): string[] =>
        [...results.keys()].filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
      return {
        recording,
        draws,
        scalars: Object.keys(scalars),
        values: new Map([...results].map(([name, each]) => [name, each.dataSync()])),
        differentiated: namesOf(outputName.gradient('')),
        written: namesOf(outputName.written('')),
      };
    });
  } finally {
    random.begin(step);
    kept.dispose();
  }
}
