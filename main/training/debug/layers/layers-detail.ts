import type { Tensor } from '@tensorflow/tfjs-core';
import type { ActivationFacts, LayerMeasure, LayersDetail } from '../../../contract/debug/layers';
import type { ComputedStep } from '../../step/step';
import type { DebugContext } from '../debug-context';
import { withActivations } from '../../measures/activations';
import { listedLayers, type ListedLayer } from '../../measures/layer-list';
import { lookedAtBatch, withStep } from '../looked-at-batch';
import { activationFacts, Totals, totalsOf } from '../../measures/statistics';

/** Numbers of a tensor, to be read and not kept. */
export function numbersOf(tensor: Tensor): Float32Array {
  return tensor.dataSync<'float32'>();
}

/** New minus old. */
export function difference(next: Float32Array, before: Float32Array): Float32Array {
  return next.map((value, at) => value - before[at]!);
}

type WeightTotals = {
  readonly all: Totals;
  /** Those that the update changes. */
  readonly updated: Totals;
  readonly gradients: Totals;
  readonly updates: Totals;
};

function weightTotals({ variables }: ListedLayer, { gradients, update }: ComputedStep): WeightTotals {
  const totals = { all: new Totals(), updated: new Totals(), gradients: new Totals(), updates: new Totals() };
  for (const { name, value } of variables) {
    const weights = numbersOf(value);
    totals.all.add(weights);
    const gradient = gradients.get(name);
    if (gradient) totals.gradients.add(numbersOf(gradient));
    const next = update.get(name)?.value;
    if (!next) continue;
    totals.updated.add(weights);
    totals.updates.add(difference(numbersOf(next), weights));
  }
  return totals;
}

function activationOf(listed: ListedLayer, given: Tensor | undefined): [facts: ActivationFacts, totals: Totals] | [] {
  if (!given) return [];
  const values = numbersOf(given);
  const totals = totalsOf(values);
  return [activationFacts(values, given.shape.at(-1) ?? 1, listed.cutsOff, totals), totals];
}

/** Measures one layer from its step and from what it gave. */
export function measureOf(listed: ListedLayer, computed: ComputedStep, given: Tensor | undefined): LayerMeasure {
  const { layer, name, variables } = listed;
  const { all, updated, gradients, updates } = weightTotals(listed, computed);
  const [activation, activationTotals] = activationOf(listed, given);
  const { norm: updateNorm } = updates;
  return {
    name,
    className: layer.getClassName(),
    parameters: variables.reduce((sum, { value }) => sum + value.size, 0),
    trainable: variables.some(({ isTrainable }) => isTrainable),
    ...(variables.length > 0 && { weightNorm: all.norm }),
    ...(gradients.count > 0 && { gradientNorm: gradients.norm }),
    ...(updates.count > 0 && {
      updateNorm,
      updateRatio: updateNorm / updated.norm,
      ...(gradients.norm !== 0 && { effectiveRate: updateNorm / gradients.norm }),
    }),
    ...(activation && { activation }),
    hasNotFinite: [all, gradients, updates, activationTotals].some((each) => (each?.notFinite ?? 0) > 0),
  };
}

/** Every layer on the batch that the run stands in or trained last. */
export function layersDetail(context: DebugContext): LayersDetail | undefined {
  const looked = lookedAtBatch(context);
  if (!looked) return undefined;
  const { place, compiled, batch, key } = looked;
  const listed = listedLayers(compiled);
  const watched = listed.map(({ layer }) => layer);
  return withStep(looked, (computed) =>
    withActivations({ compiled, xs: batch.xs, key }, watched, (given) => ({
      ...place,
      layers: listed.map((each) => measureOf(each, computed, given.get(each.layer))),
    })),
  );
}
