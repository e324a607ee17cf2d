import type { Tensor } from '@tensorflow/tfjs-core';
import { passSums } from '../step/batch-loss';
import type { CompiledModel } from '../model/compiled-model';
import type { PreparedBatch } from '../data/prepared-batch';
import { KeptTensors } from '../step/kept-tensors';
import { holdWrites } from '../model/held-writes';
import { scoped } from '../step/scope';
import { declareBatch, inputName, outputName, type RecordedValues, type ToRecord } from './recorded-step';
import { record } from './recorder';
import type { Recording } from './recording';

/** What is wanted of a forward pass: what it adds to the running sums, or its outputs. */
export type ForwardKind = 'test' | 'predict';

/** A forward pass with training off, written down. */
export type RecordedForward = {
  readonly recording: Recording;
  /** What came out, as numbers. */
  readonly values: RecordedValues;
};

function runForward(compiled: CompiledModel, batch: PreparedBatch, kind: ForwardKind): [string, Tensor][] {
  if (kind === 'test') {
    return compiled.training.lend(batch.xs, false, (pass) => [[outputName.sums, passSums(compiled, pass, batch)]]);
  }
  return compiled.inference.lend(batch.xs, false, ({ outputs }) =>
    outputs.map((each, index) => [`${outputName.predictions}${index}`, each]),
  );
}

/**
 * Runs a forward pass and writes down its operations; what it writes is held back.
 * @throws NotRecordable; whatever the model throws on such a batch
 */
export function recordForward(
  { backend, compiled, states }: ToRecord,
  batch: PreparedBatch,
  kind: ForwardKind,
): RecordedForward {
  const names = new Map([...compiled.variables, ...compiled.states].map(({ name, value }) => [value, name]));
  const kept = new KeptTensors();
  let results: ReadonlyMap<string, Tensor> = new Map();
  try {
    return scoped(() => {
      const recording = record(backend, (declareInput) => {
        states.forEach(({ shared }, index) => declareInput(inputName.state(index), shared.variable));
        declareBatch(declareInput, batch);
        const { result, writes } = holdWrites(() => runForward(compiled, batch, kind));
        const written = [...writes].map(([variable, value]): [string, Tensor] => [
          outputName.written(names.get(variable)!),
          kept.keep(value),
        ]);
        results = new Map([...result, ...written]);
        return results;
      });
      return { recording, values: new Map([...results].map(([name, each]) => [name, each.dataSync()])) };
    });
  } finally {
    kept.dispose();
  }
}
