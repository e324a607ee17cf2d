import type { LayerMeasure } from '../../../main/contract/debug/layers';
import { formatSmall } from '../../chart-data/number-format';

/** A number that may not be there. */
export function valueText(value: number | undefined): string {
  return value === undefined ? '–' : formatSmall(value);
}

/** A share in whole per cent, with a decimal where it is small. */
export function percentText(share: number): string {
  const percent = share * 100;
  return `${percent > 0 && percent < 9.95 ? percent.toFixed(1) : percent.toFixed(0)} %`;
}

const lowest = -6;
const highest = 0;

/** Where an update ratio stands between 1e-6 and 1, by its logarithm: 0 to 1. */
export function placeOfRatio(ratio: number): number {
  if (!(ratio > 0)) return 0;
  return Math.min(1, Math.max(0, (Math.log10(ratio) - lowest) / (highest - lowest)));
}

/** The layer to show: the one that was picked, else the first that is trained. */
export function pickedLayer(layers: readonly LayerMeasure[], picked: string | undefined): LayerMeasure | undefined {
  return layers.find(({ name }) => name === picked) ?? layers.find(({ trainable }) => trainable) ?? layers[0];
}
