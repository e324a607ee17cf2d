import type { ConditionNeeds, ConditionSources } from '../../contract/conditions/condition-sources';
import type { MeasureName } from '../../contract/conditions/condition-types';
import { measures } from '../../contract/conditions/language';

/** Numbers that conditions read of a batch, by what they are; plain data, for when its tensors are gone. */
export type KnownBatch = { readonly [what: string]: number };

const keys = {
  series: (key: string) => `series ${key}`,
  measure: (name: MeasureName, layer = '') => `${name} ${layer}`,
  class: (index: number) => `class ${index}`,
  row: (id: number | string) => `row ${JSON.stringify(id)}`,
};

/** Reads of a batch what conditions want to know. */
export function knownOf(sources: ConditionSources, needs: ConditionNeeds): KnownBatch {
  const { step, epoch, batch, rows, learningRate } = sources;
  const known: { [what: string]: number } = { step, epoch, batch, rows, learningRate };
  for (const key of needs.series) known[keys.series(key)] = sources.series(key);
  for (const name of measures) {
    for (const layer of needs.measures[name])
      known[keys.measure(name, layer)] = sources.measure(name, layer || undefined);
  }
  for (const index of needs.classes) known[keys.class(index)] = sources.rowsOfClass(index);
  for (const id of needs.rowIds) known[keys.row(id)] = Number(sources.hasRow(id));
  if (needs.range) Object.assign(known, { smallest: sources.smallest(), largest: sources.largest() });
  if (needs.hasNaN) known['hasNaN'] = Number(sources.hasNaN());
  return known;
}

/** A batch of which only numbers are known; all others are NaN or false. */
export class KnownSources implements ConditionSources {
  readonly #known: KnownBatch;
  readonly #latest: ReadonlyMap<string, number>;

  /** @param latest values that no batch brings along: those of the last validation */
  constructor(known: KnownBatch, latest: ReadonlyMap<string, number>) {
    this.#known = known;
    this.#latest = latest;
  }

  get step(): number {
    return this.#of('step');
  }

  get epoch(): number {
    return this.#of('epoch');
  }

  get batch(): number {
    return this.#of('batch');
  }

  get rows(): number {
    return this.#of('rows');
  }

  get learningRate(): number {
    return this.#of('learningRate');
  }

  series(key: string): number {
    return this.#latest.get(key) ?? this.#of(keys.series(key));
  }

  measure(name: MeasureName, layer: string | undefined): number {
    return this.#of(keys.measure(name, layer));
  }

  smallest(): number {
    return this.#of('smallest');
  }

  largest(): number {
    return this.#of('largest');
  }

  hasNaN(): boolean {
    return this.#of('hasNaN') === 1;
  }

  rowsOfClass(index: number): number {
    return this.#of(keys.class(index));
  }

  hasRow(id: number | string): boolean {
    return this.#of(keys.row(id)) === 1;
  }

  #of(what: string): number {
    return this.#known[what] ?? NaN;
  }
}
