import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import { checkAssignments, type Assignment } from './assignments';
import { readSums } from './batch-loss';
import type { PreparedBatch } from '../data/prepared-batch';
import type { CompiledModel } from '../model/compiled-model';
import { KeptTensors } from './kept-tensors';
import { scoped } from './scope';
import { changeSquares, kindsUpTo, tensorSquares, type SquareKind, type Squares, type StepSquares } from './squares';
import { areResultsSurelyFinite, isSurelyFinite, mayOverflow, withProducts } from './surely-finite';
import { disposeProposal, disposeResults, type ComputedStep, type Step, type TrainedStep } from './step';
import { stepTensors } from './step-tensors';

/** Computes a step that is surely finite, and nothing otherwise. The batch is looked at first: the processor has it at hand. */
function computeFinite(step: Step, batch: PreparedBatch, number: number): ComputedStep | undefined {
  return withProducts(() => {
    if (!isSurelyFinite(batch)) return undefined;
    const computed = step.compute(batch, number);
    if (areResultsSurelyFinite(computed)) return computed;
    step.discard(computed);
    return undefined;
  });
}

/** Everything that a step writes into tensors. */
function* assignments(
  { update, writes }: ComputedStep,
  owners: ReadonlyMap<string, Variable>,
  optimizer: CompiledModel['optimizer'],
): Generator<Assignment> {
  for (const [name, { value, slots }] of update) {
    yield { name, variable: owners.get(name), value };
    for (const [slot, slotValue] of slots) {
      yield { name: `${name} ${slot}`, variable: optimizer.slots.get(name)?.get(slot), value: slotValue };
    }
  }
  for (const [name, value] of writes) yield { name, variable: owners.get(name), value };
}

/** The squares of a step up to a kind, of tensors that are at hand. */
function measure(compiled: CompiledModel, { gradients, update }: ComputedStep, upTo: SquareKind): StepSquares {
  const values = new Map(compiled.variables.map(({ name, value }) => [name, value]));
  const by: { readonly [Kind in SquareKind]: () => Squares } = {
    gradients: () => squaresOfAll(gradients),
    weights: () => squaresOfAll(values),
    changes: () => new Map([...update].map(([name, { value }]) => [name, changeSquares(value, values.get(name)!)])),
  };
  return Object.fromEntries(kindsUpTo(upTo).map((kind) => [kind, by[kind]()]));
}

function squaresOfAll(tensors: ReadonlyMap<string, Tensor>): Squares {
  return new Map([...tensors].map(([name, tensor]) => [name, tensorSquares(tensor)]));
}

/** Runs the model's layers and TensorFlow's kernels one by one. */
export function eagerStep(compiled: CompiledModel): Step {
  const { optimizer, running, variables, states } = compiled;
  const owners = new Map<string, Variable>([...variables, ...states].map(({ name, value }) => [name, value]));

  const committed = (computed: ComputedStep): TrainedStep => {
    try {
      step.commit(computed);
    } catch (error) {
      step.discard(computed);
      throw error;
    }
    return { batch: computed.batch, sums: computed.sums, results: computed.results };
  };

  const step: Step = {
    compute(batch, number, onMark) {
      compiled.random.begin(number);
      const results = new KeptTensors();
      try {
        return scoped(() => {
          const { sums, raw: _, ...computed } = stepTensors(compiled, batch, results, { onMark });
          const numbers = readSums(compiled, sums.dataSync(), batch.rows);
          sums.dispose();
          return { batch, sums: numbers, ...computed };
        });
      } catch (error) {
        results.dispose();
        throw error;
      }
    },
    commit(computed) {
      checkAssignments(assignments(computed, owners, optimizer));
      for (const [name, { value }] of computed.update) owners.get(name)!.assign(value);
      optimizer.commit(computed.update);
      for (const [name, value] of computed.writes) owners.get(name)!.assign(value);
      running.add(computed.sums);
      disposeProposal(computed);
    },
    discard(computed) {
      disposeProposal(computed);
      disposeResults(computed.results);
    },
    train: (batch, number) => committed(step.compute(batch, number)),
    trainGuarded(batch, number, { mayWrite, squares: wanted } = {}) {
      const computed = mayOverflow(optimizer) ? undefined : computeFinite(step, batch, number);
      if (!computed) return undefined;
      const squares = wanted && measure(compiled, computed, wanted);
      if (mayWrite?.(computed.sums, squares) ?? true) return { ...committed(computed), isFinite: true, squares };
      step.discard(computed);
      return undefined;
    },
  };
  return step;
}
