import { tidy, type Tensor } from '@tensorflow/tfjs-core';
import type { layers } from '@tensorflow/tfjs-layers';
import type { CompiledModel } from '../model/compiled-model';
import type { PreparedBatch } from '../data/prepared-batch';
import type { ModelVariable } from '../model/model-variables';
import { tensorSquares } from '../step/squares';
import type { ComputedStep } from '../step/step';
import { withActivations } from './activations';
import { listedLayers, type ListedLayer } from './layer-list';
import { deadUnits } from './statistics';

type Layer = layers.Layer;

function squaresOfAll(tensors: readonly Tensor[]): number {
  return tensors.reduce((sum, tensor) => sum + tensorSquares(tensor), 0);
}

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

/** L2 norm over all weights of a layer; NaN if it has none. */
export function weightNorm(compiled: CompiledModel, layer: string): number {
  const variables = variablesOf(compiled, layer);
  return variables.length === 0 ? NaN : Math.sqrt(squaresOfAll(variables.map(({ value }) => value)));
}

/** What is known of the gradients of a step: themselves, or the sums of their squares. */
export type KnownGradients = Partial<Pick<ComputedStep, 'gradients' | 'squares'>>;

/** L2 norm over the gradients of a layer, before clipping; NaN if it has none. */
export function gradientNorm(compiled: CompiledModel, step: KnownGradients, layer: string): number {
  const own = variablesOf(compiled, layer).flatMap(({ name }) => gradientSquares(step, name) ?? []);
  return own.length === 0 ? NaN : Math.sqrt(own.reduce((sum, squares) => sum + squares, 0));
}

const measured = new WeakMap<Tensor, number>();

/** Kept for each gradient: a layer and the whole model are often asked for together. */
function gradientSquares({ squares, gradients }: KnownGradients, name: string): number | undefined {
  // As float32, which overflows long before the norm does.
  const known = squares?.get(name);
  const gradient = gradients?.get(name);
  if (!gradient || (known !== undefined && Number.isFinite(known))) return known;
  const own = measured.get(gradient) ?? tensorSquares(gradient);
  measured.set(gradient, own);
  return own;
}

/** Norm of what an update changes over the norm of the weights that it changes, before it is written. */
export function updateRatio(compiled: CompiledModel, { update }: ComputedStep, layer: string): number {
  let [weights, changes] = [0, 0];
  for (const { name, value } of variablesOf(compiled, layer)) {
    const next = update.get(name)?.value;
    if (!next) continue;
    weights += tensorSquares(value);
    changes += tidy(() => tensorSquares(next.sub(value)));
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
