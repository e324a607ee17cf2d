import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayerDetail, NamedHistogram } from '../../../contract/debug/layers';
import type { CompiledModel } from '../../model/compiled-model';
import type { ComputedStep } from '../../step/step';
import type { DebugContext } from '../debug-context';
import { withActivations } from '../../measures/activations';
import { listedLayers, type ListedLayer } from '../../measures/layer-list';
import { difference, measureOf, numbersOf } from './layers-detail';
import { lookedAtBatch, withStep } from '../looked-at-batch';
import { featureMaps, filterPictures } from './pictures';
import { histogramOf } from '../../measures/statistics';

/** The name of a variable without that of its layer. */
function ownName({ name }: ListedLayer, variable: string): string {
  return variable.startsWith(`${name}/`) ? variable.slice(name.length + 1) : variable;
}

function variableHistograms(
  listed: ListedLayer,
  { gradients, update }: ComputedStep,
  { optimizer }: CompiledModel,
): readonly NamedHistogram[] {
  return listed.variables.flatMap(({ name, value }): NamedHistogram[] => {
    const own = { name: ownName(listed, name) };
    const weights = numbersOf(value);
    const gradient = gradients.get(name);
    const next = update.get(name)?.value;
    const slots = [...(optimizer.slots.get(name) ?? [])].map(([slot, held]): NamedHistogram => ({
      kind: 'slot',
      ...own,
      slot,
      histogram: histogramOf(numbersOf(held)),
    }));
    return [
      { kind: 'weights', ...own, histogram: histogramOf(weights) },
      ...(gradient
        ? [{ kind: 'gradients', ...own, histogram: histogramOf(numbersOf(gradient)) } satisfies NamedHistogram]
        : []),
      ...(next
        ? [
            {
              kind: 'updates',
              ...own,
              histogram: histogramOf(difference(numbersOf(next), weights)),
            } satisfies NamedHistogram,
          ]
        : []),
      ...slots,
    ];
  });
}

const convolving = /^(Depthwise|Separable)?Conv(olution)?2D(Transpose)?$/;

function picturesOf({ layer, variables }: ListedLayer, given: Tensor | undefined, row: number) {
  const maps = given && featureMaps(given, numbersOf(given), row);
  const kernel = convolving.test(layer.getClassName()) ? variables.find(({ value }) => value.rank === 4) : undefined;
  const filters = kernel && filterPictures(kernel.value, numbersOf(kernel.value));
  return { ...(maps && { maps: { ...maps, row } }), ...(filters && { filters }) };
}

/**
 * All of one layer on the batch that the run stands in or trained last.
 * @param row of the batch whose feature maps are wanted
 * @returns undefined if there is no such layer, or no batch yet
 */
export function layerDetail(context: DebugContext, name: string, row: number): LayerDetail | undefined {
  const looked = lookedAtBatch(context);
  const listed = looked && listedLayers(looked.compiled).find((each) => each.name === name);
  if (!looked || !listed) return undefined;
  const { place, compiled, batch, key } = looked;
  const shownRow = Math.max(0, Math.min(row, batch.rows - 1));
  return withStep(looked, (computed) =>
    withActivations({ compiled, xs: batch.xs, key }, [listed.layer], (all) => {
      const given = all.get(listed.layer);
      const histograms = variableHistograms(listed, computed, compiled);
      const activations = given && histogramOf(numbersOf(given));
      return {
        ...place,
        measure: measureOf(listed, computed, given),
        histograms: [
          ...histograms,
          ...(activations ? [{ kind: 'activations', name: '', histogram: activations } as const] : []),
        ],
        ...picturesOf(listed, given, shownRow),
      };
    }),
  );
}
