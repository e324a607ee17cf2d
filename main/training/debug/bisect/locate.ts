import { tidy } from '@tensorflow/tfjs-core';
import type { layers } from '@tensorflow/tfjs-layers';
import type { NotFinitePhase } from '../../../contract/debug/bisect';
import type { CompiledModel } from '../../model/compiled-model';
import type { PreparedBatch } from '../../data/prepared-batch';
import { penaltiesByLayer } from '../../model/penalties';
import { leafLayers } from '../../model/walk-layers';
import { hasNotFinite, notFiniteBatch, type NotFinite } from '../../inside-step/not-finite';
import type { Fault, LayerNote, WatchedStep } from './watched-step';

type Layer = layers.Layer;

/** Where NaN or infinities come up first. */
export type Origin = {
  readonly phase: NotFinitePhase;
  readonly layer: string;
  readonly className?: string;
  readonly variables: readonly string[];
  /** Seen in the numbers; absent: the rows have to be searched for. */
  readonly fault?: Fault;
};

function ownerOf({ model, variables, states }: CompiledModel, name: string): Layer | undefined {
  const variable = variables.find((each) => each.name === name)?.variable;
  if (variable) return leafLayers(model).find((layer) => layer.weights.includes(variable));
  const isState = states.some((each) => each.name === name);
  return isState ? leafLayers(model).find((layer) => name.startsWith(`${layer.name}/state`)) : undefined;
}

function atLayer(phase: NotFinitePhase, layer: Layer, variables: readonly string[], fault?: Fault): Origin {
  const { name } = layer;
  return { phase, layer: name, className: layer.getClassName(), variables, ...(fault && { fault }) };
}

function atVariables(compiled: CompiledModel, phase: NotFinitePhase, names: readonly string[]): Origin {
  const owner = names.map((name) => ownerOf(compiled, name)).find((each) => each !== undefined);
  return owner ? atLayer(phase, owner, names) : { phase, layer: names[0] ?? '', variables: names };
}

/** Weights, states and slots that held NaN or infinities before the step. */
function notFiniteWeights({ variables, states, optimizer }: CompiledModel): readonly string[] {
  const own = [...variables, ...states].filter(({ value }) => hasNotFinite(value)).map(({ name }) => name);
  const ofSlots = [...optimizer.slots].filter(([, slots]) => [...slots.values()].some(hasNotFinite));
  return [...new Set([...own, ...ofSlots.map(([name]) => name)])];
}

/** The layer that what a layer gave went to, if it was not the loss. */
function consumer(notes: readonly LayerNote[], at: number): LayerNote | undefined {
  const outbound = notes[at]!.layer.outboundNodes.map((node) => (node as { outboundLayer: Layer }).outboundLayer);
  const later = notes.slice(at + 1);
  const direct = later.filter(({ layer, gradient }) => outbound.includes(layer) && !gradient);
  return direct[0] ?? (outbound.length > 0 ? later.find(({ gradient }) => !gradient) : undefined);
}

/** Rows that are faulty here and in one of some others; where any of them has no rows, all of these. */
function metIn({ rows }: Fault, others: readonly Fault[]): Fault {
  const met = rows?.filter((row) => others.some((each) => !each.rows || each.rows.includes(row))) ?? [];
  return met.length > 0 ? { rows: met } : { ...(rows && { rows }) };
}

/**
 * The first layer that gives NaN or infinities which the loss gets to see, and the rows in which it does: some are taken in by
 * a layer behind it, as a softmax does with what is masked out.
 */
function passedOn(notes: readonly LayerNote[]): { readonly layer: Layer; readonly fault: Fault } | undefined {
  const ending = new Map<LayerNote, Fault>();
  for (const note of [...notes].reverse()) {
    if (!note.output) continue;
    const takers = notes.filter(({ from }) => from.includes(note));
    const faults = takers.flatMap((taker) => ending.get(taker) ?? []);
    if (takers.length === 0) ending.set(note, note.output);
    else if (faults.length > 0) ending.set(note, metIn(note.output, faults));
  }
  const first = notes.find((note) => ending.has(note));
  return first && { layer: first.layer, fault: ending.get(first)! };
}

/** NaN that the way forward has lost again, and the way back has met. */
function behind(notes: readonly LayerNote[], { layer, variables, fault }: Origin): Origin | undefined {
  const at = notes.find((note) => note.layer.name === layer);
  const met = [at, ...(at?.from ?? [])].find((note) => note?.output);
  return met && atLayer('forward', met.layer, variables, metIn(met.output!, fault ? [fault] : []));
}

function lastOf(notes: readonly LayerNote[], holds: (note: LayerNote) => boolean): number {
  return notes.reduce((last, note, at) => (holds(note) ? at : last), -1);
}

/** The way back begins at the loss: the first that is not finite there is the last in the order of the layers. */
function backward(compiled: CompiledModel, { notes, variables }: WatchedStep): Origin | undefined {
  const owners = new Set(variables.map((name) => ownerOf(compiled, name)));
  const at = lastOf(notes, ({ gradient }) => gradient !== undefined);
  const byWeights = lastOf(notes, ({ layer, gradient }) => owners.has(layer) && gradient === undefined);
  if (byWeights > at && byWeights >= 0) {
    const { layer } = notes[byWeights]!;
    const own = variables.filter((name) => ownerOf(compiled, name) === layer);
    if (at < 0 || consumer(notes, at) === notes[byWeights])
      return atLayer('gradients', layer, own, notes[at]?.gradient);
  }
  if (at < 0) return variables.length > 0 ? atVariables(compiled, 'gradients', [variables.at(-1)!]) : undefined;
  const { gradient } = notes[at]!;
  const next = consumer(notes, at);
  if (next) return atLayer('gradients', next.layer, variables, gradient);
  const output = compiled.outputs.find(({ name }) => name === notes[at]!.layer.name) ?? compiled.outputs[0]!;
  return { phase: 'gradients', layer: output.name, variables, fault: gradient! };
}

/** The layer whose weights make a penalty that is not finite. */
function penaltyOrigin({ model }: CompiledModel): Origin | undefined {
  const found = penaltiesByLayer(model).find(({ penalties }) =>
    tidy(() => penalties.some((each) => hasNotFinite(each()))),
  );
  if (!found) return undefined;
  // Weights of a cell are those of the layer that runs it.
  const owns = (layer: Layer): boolean => found.layer.weights.some((weight) => layer.weights.includes(weight));
  const layer = leafLayers(model).find(owns) ?? found.layer;
  return atLayer('loss', layer, []);
}

/** A loss that is one number for the batch shows its rows on the way back only. */
function lossOrigin(compiled: CompiledModel, { notes, lossValues, hasLossFault }: WatchedStep): Origin {
  const { outputs } = compiled;
  const penalty = hasLossFault.includes(true) ? undefined : penaltyOrigin(compiled);
  if (penalty) return penalty;
  const byValues = lossValues.findIndex((each) => each !== undefined);
  const index = Math.max(0, byValues >= 0 ? byValues : hasLossFault.indexOf(true));
  const { name } = outputs[index]!;
  const seen = lossValues[index];
  const fault = seen?.rows ? seen : notes[lastOf(notes, ({ layer }) => layer.name === name)]?.gradient;
  return { phase: 'loss', layer: name, variables: [], ...(fault && { fault }) };
}

/** What the step itself says, where operations one by one are all finite. */
function asComputed(compiled: CompiledModel, { what, names }: NotFinite): Origin {
  if (what === 'loss' || what === 'batch') return { phase: 'loss', layer: names[0] ?? '', variables: [] };
  return atVariables(compiled, what, what === 'gradients' ? names.slice(-1) : names);
}

/**
 * Finds where the NaN or infinities of a step come from.
 * @param found what the step as the run computes it shows
 */
export function origin(
  compiled: CompiledModel,
  batch: PreparedBatch,
  watched: () => WatchedStep,
  found: NotFinite | undefined,
): Origin | undefined {
  const ofBatch = notFiniteBatch(compiled, batch);
  if (ofBatch) return { phase: 'data', layer: ofBatch.names[0]!, variables: [] };
  if (!found) return undefined;
  const weights = notFiniteWeights(compiled);
  if (weights.length > 0) return atVariables(compiled, 'weights', weights);
  const step = watched();
  const first = passedOn(step.notes);
  if (first && step.hasTotalFault) return atLayer('forward', first.layer, [], first.fault);
  if (step.hasTotalFault) return lossOrigin(compiled, step);
  const back = backward(compiled, step);
  return (back && behind(step.notes, back)) ?? back ?? asComputed(compiled, found);
}
