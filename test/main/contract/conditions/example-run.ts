import type { ConditionSources } from '../../../../main/contract/conditions/condition-sources';
import type { Vocabulary } from '../../../../main/contract/conditions/condition-types';

/** What a small classifier has to offer. */
export const vocabulary: Vocabulary = {
  series: ['loss', 'accuracy', 'out_a_loss', 'gan/d_loss'],
  epochSeries: ['val_loss', 'val_accuracy'],
  layers: ['dense_1', 'dense_2'],
  classNames: ['cat', 'dog', 'owl'],
};

type Numbers = Partial<Omit<ConditionSources, 'series' | 'measure'>> & {
  readonly series?: { readonly [key: string]: number };
  readonly measures?: { readonly [name: string]: number };
};

/** A batch with known numbers; a series or measure that is not given is NaN. */
export function sourcesOf({ series = { loss: 0.5 }, measures = {}, ...numbers }: Numbers = {}): ConditionSources {
  return {
    step: 120,
    epoch: 2,
    batch: 19,
    rows: 32,
    learningRate: 0.01,
    smallest: () => -1,
    largest: () => 3,
    hasNaN: () => false,
    rowsOfClass: (index) => index * 10,
    hasRow: (id) => id === 4711 || id === 'a.png',
    ...numbers,
    series: (key) => (Object.hasOwn(series, key) ? series[key]! : NaN),
    measure: (name, layer) => measures[layer === undefined ? name : `${name} ${layer}`] ?? NaN,
  };
}
