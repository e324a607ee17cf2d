import type { PreparedBatch } from '../data/prepared-batch';
import type { SquareKind } from '../step/squares';
import { Graph } from './graph';
import { GuardNodes, type Sized } from './guard-nodes';
import { addInputs, batchInputs } from './graph-inputs';
import { signature, type Signature } from './graph-session';
import type { GraphParts } from './messages';
import type { NativeConstants } from './native-binding';
import { inputName, outputName, type RecordedStep } from './recorded-step';
import type { StateGroup, StepState } from './step-states';
import { rowSum } from './row-sum';
import { simplified } from './simplify';
import { SquaresNodes, type SumsByKind } from './squares-nodes';
import { addStates, addVariable, stateNames } from './state-nodes';
import { addEnds, end, measuredEnd, type Updates } from './step-ends';
import { addZeros } from './tiny-numbers';
import { addTriedUpdate } from './tried-update';
import type { ChosenKernel } from './update-kernels';
import { UpdateNodes, type Place, type UpdateParts } from './update-nodes';

/** Forms of a step that are measured up to a kind of squares. */
type MeasuredSignatures = { readonly [Kind in SquareKind]: Signature };

/** A step as a graph with variables of its own. */
export type TrainGraph = {
  readonly parts: GraphParts;
  /** Takes batch, scalars, seeds; gives sums, predictions, loss values; writes everything. */
  readonly train: Signature;
  /** As `train`, unless NaN or infinities can't be ruled out: the run fails then, and nothing is written. */
  readonly guarded: Signature;
  /** As `guarded`, with half the sums of squares of a kind, and of those before it, behind the sums. */
  readonly measured: MeasuredSignatures;
  /** How many sums there are. */
  readonly sums: number;
  /** Names of the variables that squares are of. */
  readonly squares: SquaresNodes['names'];
  /**
   * Takes the same; gives sums with all squares, predictions, loss values, gradients, sources of the update and new values,
   * and writes nothing.
   */
  readonly compute: Signature;
  /** Takes scalars and the update's sources; writes everything. */
  readonly commit: Signature;
  /** As `guarded`, but lays the update's sources aside in the graph and writes nothing. */
  readonly hold: Signature;
  /** The same, measured. */
  readonly holdMeasured: MeasuredSignatures;
  /** Takes scalars; writes everything from what was laid aside last. */
  readonly release: Signature;
  /** Makes zeros of numbers that are too small, where some may stay. */
  readonly zeros: Signature | undefined;
  readonly pull: { readonly [Group in StateGroup]: Signature };
  readonly push: { readonly [Group in StateGroup]: Signature };
  /** How many tensors an update takes from what is computed. */
  readonly sources: number;
  /** States that a step writes; their new values come out of `compute` in this order. */
  readonly changed: readonly number[];
};

function identities(graph: Graph, prefix: string, places: readonly Place[]): string[] {
  return places.map(([place, type], index) => graph.add(`${prefix}${index}`, 'Identity', [place], { T: { type } }));
}

function groupSignatures(states: readonly StepState[], group: StateGroup): { pull: Signature; push: Signature } {
  const members = states.flatMap((state, index) => (state.group === group ? [index] : []));
  return {
    pull: signature([], members.map(stateNames.read)),
    push: signature(members.map(stateNames.newValue), [stateNames.allAssigned(group)]),
  };
}

/** What the names of all other results begin with. */
const out = { result: 'p', gradient: 'g', source: 'b', proposed: 'u' } as const;

/** What a step's graph is made of. */
export type TrainGraphParts = {
  readonly step: RecordedStep;
  readonly states: readonly StepState[];
  readonly batch: PreparedBatch;
  /** Outputs whose targets are classes that are known, so that `prepareBatch` has looked at each. */
  readonly classes: ReadonlySet<number>;
  /** Which kernel updates a variable, if one does. */
  readonly fused: (name: string) => ChosenKernel | undefined;
};

/** Lays a value aside in a variable of the graph's own. @returns where it can be read in a later run, and its writing */
function addHeld(graph: Graph, index: number, place: Place, shape: readonly number[]): readonly [Place, string] {
  const [value, type] = place;
  const dtype = { dtype: { type } };
  const handle = addVariable(graph, `h${index}`, type, shape);
  const written = graph.add(`hold${index}`, 'AssignVariableOp', [handle, value], dtype);
  return [[graph.add(`held${index}`, 'ReadVariableOp', [handle], dtype), type], written];
}

/** The update five times: as part of the step, behind a guard, written nowhere, and by itself, of what is fed or was laid aside. */
function addUpdates(
  parts: Omit<UpdateParts, 'source' | 'readBefore' | 'prefix' | 'guard'>,
  guard: GuardNodes,
  source: UpdateParts['source'],
): Updates {
  const { graph, step, states } = parts;
  // Where a kernel reads the optimizer's variables in place, nothing else in the run does.
  const readBefore = new Set(states.flatMap(({ group }, index) => (group === 'weights' ? [index] : [])));
  const withKernels = (name: string) => rowSum(graph, step.recording.outputs.get(name)!);
  const plain = new UpdateNodes({ ...parts, source, withKernels, readBefore, prefix: '' });
  const guarded = new UpdateNodes({ ...parts, source, withKernels, readBefore, prefix: 'g', guard });
  const fed: string[] = [];
  const fedSource = (name: string): Place => {
    const { type, shape } = step.recording.outputs.get(name)!;
    fed.push(graph.placeholder(`c${fed.length}`, type, shape));
    return [fed.at(-1)!, type];
  };
  const held: string[] = [];
  const heldSource = (name: string): Place => {
    const [place, written] = addHeld(graph, held.length, source(name), step.recording.outputs.get(name)!.shape);
    held.push(written);
    return place;
  };
  const nothing = new Set<number>();
  const commits = new UpdateNodes({ ...parts, source: fedSource, readBefore: nothing, prefix: 'c' });
  const released = new UpdateNodes({ ...parts, source: heldSource, readBefore: nothing, prefix: 'r' });
  const tried = addTriedUpdate({ ...parts, source }, end.compute);
  return { plain, guarded, commits, tried, fed, released, held };
}

/** States that are slots of variables that are updated in one thread. */
function slotsInOneThread({ states, step, fused }: TrainGraphParts): readonly number[] {
  const names = new Set(step.differentiated.filter((name) => fused(name)?.inOneThread));
  return states.flatMap(({ name, slot }, index) => (slot !== undefined && names.has(name) ? [index] : []));
}

/** Makes a recorded step a graph. */
export function trainGraph(constants: NativeConstants, parts: TrainGraphParts): TrainGraph {
  const { states, batch, classes, fused } = parts;
  const step = { ...parts.step, recording: simplified(parts.step.recording, constants) };
  const places = new Map<string, string>();
  const graph = new Graph(constants, (_, name) => places.get(name)!);
  const inputs = addInputs(graph, constants, step, batch);
  for (const [recorded, place] of inputs.places) places.set(recorded, place);
  addStates(graph, constants, states);
  states.forEach((_, index) => places.set(inputName.state(index), stateNames.read(index)));
  const { outputs } = step.recording;
  const placeOf = (name: string): Place => {
    const value = outputs.get(name)!;
    return [graph.place(value), value.type];
  };
  const all = (prefix: string): string[] => [...outputs.keys()].filter((name) => name.startsWith(prefix));
  const checked = new Set([...classes].map(inputName.y));
  const floats = batchInputs(batch).flatMap(([name, { dtype, size }]): Sized[] =>
    dtype === 'float32' && !checked.has(name) ? [[places.get(name)!, size]] : [],
  );
  const guard = new GuardNodes({ graph, constants, step, batch: floats });
  const updates = addUpdates({ graph, constants, step, states, fused, places }, guard, placeOf);
  const results = identities(
    graph,
    out.result,
    [...all(outputName.predictions), ...all(outputName.losses)].map(placeOf),
  );
  const squares = new SquaresNodes({ graph, constants, step, states }, guard);
  addEnds({ graph, constants, guard, updates, squares, sums: placeOf(outputName.sums) });
  const gradients = identities(graph, out.gradient, all(outputName.gradient('')).map(placeOf));
  const sources = identities(graph, out.source, updates.plain.sources.map(placeOf));
  const proposed = identities(graph, out.proposed, updates.tried.proposed);
  const form = (name: string): Signature => signature(inputs.fed, [name, ...results]);
  const measuredForms = (names: SumsByKind): MeasuredSignatures => ({
    gradients: form(names.gradients),
    weights: form(names.weights),
    changes: form(names.changes),
  });
  const [weights, slots] = [groupSignatures(states, 'weights'), groupSignatures(states, 'slots')];
  return {
    parts: graph,
    train: form(end.train),
    guarded: form(end.guarded),
    measured: measuredForms(measuredEnd.guarded),
    sums: outputs.get(outputName.sums)!.shape[0]!,
    squares: squares.names,
    compute: signature(inputs.fed, [measuredEnd.compute, ...results, ...gradients, ...sources, ...proposed]),
    commit: signature([...inputs.numbers, ...updates.fed], [end.commit]),
    hold: form(end.hold),
    holdMeasured: measuredForms(measuredEnd.hold),
    release: signature(inputs.numbers, [end.release]),
    zeros: addZeros(graph, constants, slotsInOneThread(parts)),
    pull: { weights: weights.pull, slots: slots.pull },
    push: { weights: weights.push, slots: slots.push },
    sources: sources.length,
    changed: updates.plain.changed,
  };
}
