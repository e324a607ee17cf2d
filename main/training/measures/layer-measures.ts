import type { Tensor } from '@tensorflow/tfjs-core';
import type { layers } from '@tensorflow/tfjs-layers';
import type { CompiledModel } from '../model/compiled-model';
import type { PreparedBatch } from '../data/prepared-batch';
import type { ModelVariable } from '../model/model-variables';
import { changeSquares, tensorSquares, type StepSquares } from '../step/squares';
import type { ComputedStep } from '../step/step';
import { withActivations } from './activations';
import { listedLayers, type ListedLayer } from './layer-list';
import { deadUnits } from './statistics';

type Layer = layers.Layer;

const known = new WeakMap<CompiledModel, Map<string, readonly ModelVariable[]>>();

/** The variables of a layer as it stands in the model, those of a nested model together; '' for all. */
function variablesOf(compiled: CompiledModel, layer: string): readonly ModelVariable[] {
  const layersOf = known.get(compiled) ?? new Map<string, readonly ModelVariable[]>();
  known.set(compiled, layersOf);
  const found = layersOf.get(layer) ?? findVariables(compiled, layer);
  layersOf.set(layer, found);
  return found;
}

function findVariables({ model, variables }: CompiledModel, layer: string): readonly ModelVariable[] {
  if (layer === '') return variables;
  const own = new Set(model.layers.find(({ name }) => name === layer)?.weights);
  return variables.filter(({ variable }) => own.has(variable));
}

/** What is known of a step: what it was measured by, and its tensors until it is written. */
export type KnownStep = { readonly squares?: StepSquares | undefined } & Partial<
  Pick<ComputedStep, 'gradients' | 'update'>
>;

/**
 * L2 norm over all weights of a layer; NaN if it has none.
 * @param step that has measured them before its update; else they are measured as they are
 */
export function weightNorm(compiled: CompiledModel, { squares }: KnownStep, layer: string): number {
  const variables = variablesOf(compiled, layer);
  if (variables.length === 0) return NaN;
  return Math.sqrt(variables.reduce((sum, each) => sum + weightSquares(squares, each), 0));
}

function weightSquares(squares: StepSquares | undefined, { name, value }: ModelVariable): number {
  return squares?.weights?.get(name) ?? tensorSquares(value);
}

/** L2 norm over the gradients of a layer, before clipping; NaN if it has none. */
export function gradientNorm(compiled: CompiledModel, step: KnownStep, layer: string): number {
  let sum: number | undefined;
  for (const { name } of variablesOf(compiled, layer)) {
    const own = gradientSquares(step, name);
    if (own !== undefined) sum = (sum ?? 0) + own;
  }
  return sum === undefined ? NaN : Math.sqrt(sum);
}

const measured = new WeakMap<Tensor, number>();

/** Kept for each gradient: a layer and the whole model are often asked for together. */
function gradientSquares({ squares, gradients }: KnownStep, name: string): number | undefined {
  // As float32, which overflows long before the norm does.
  const known = squares?.gradients?.get(name);
  const gradient = gradients?.get(name);
  if (!gradient || (known !== undefined && Number.isFinite(known))) return known;
  const own = measured.get(gradient) ?? tensorSquares(gradient);
  measured.set(gradient, own);
  return own;
}

/** Norm of what an update changes over the norm of the weights that it changes, before it is written. */
export function updateRatio(compiled: CompiledModel, { squares, update }: KnownStep, layer: string): number {
  let [weights, changes] = [0, 0];
  for (const variable of variablesOf(compiled, layer)) {
    const next = update?.get(variable.name)?.value;
    const own = squares?.changes?.get(variable.name) ?? (next && changeSquares(next, variable.value));
    if (own === undefined) continue;
    weights += weightSquares(squares, variable);
    changes += own;
  }
  return Math.sqrt(changes) / Math.sqrt(weights);
}

/**
 * Share of units that are 0 for every row of a batch, from 0 to 1: of a layer, or of all whose activation cuts off what is
 * negative. NaN if there are none. Costs a forward pass.
 */
export function deadShare(
  compiled: CompiledModel,
  { batch, key }: { readonly batch: PreparedBatch; readonly key: number },
  layer: string,
): number {
  const watched = listedLayers(compiled).filter(({ name, cutsOff }) => (layer === '' ? cutsOff : name === layer));
  if (watched.length === 0) return NaN;
  return withActivations({ compiled, xs: batch.xs, key }, layersOf(watched), (given) => {
    const tensors = [...given.values()];
    const dead = tensors.reduce((sum, each) => sum + deadUnits(each.dataSync<'float32'>(), unitsOf(each)), 0);
    return dead / tensors.reduce((sum, each) => sum + unitsOf(each), 0);
  });
}

function layersOf(listed: readonly ListedLayer[]): readonly Layer[] {
  return listed.map(({ layer }) => layer);
}

/** Places of the last axis. */
function unitsOf({ shape }: Tensor): number {
  return shape.at(-1) ?? 1;
}
