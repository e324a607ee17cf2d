import type { ConditionNeeds } from './condition-sources';
import type { MeasureName } from './condition-types';
import { measures } from './language';
import { allOf, type Source, type Tree } from './tree';

/** All that the trees read. */
export function needsOf(trees: readonly Tree[]): ConditionNeeds {
  const all = trees.flatMap(allOf);
  const sources = all.flatMap((tree) => (tree.kind === 'source' || tree.kind === 'history' ? [tree.source] : []));
  const reads = (...kinds: readonly Source['kind'][]): boolean => sources.some(({ kind }) => kinds.includes(kind));
  const layersOf = (name: MeasureName): readonly string[] =>
    unique(sources.flatMap((each) => (each.kind === 'measure' && each.name === name ? [each.layer ?? ''] : [])));
  const layers = Object.fromEntries(measures.map((name) => [name, layersOf(name)]));
  return {
    series: unique(sources.flatMap((each) => (each.kind === 'series' ? [each.key] : []))),
    measures: layers as ConditionNeeds['measures'],
    range: reads('smallest', 'largest'),
    hasNaN: all.some(({ kind }) => kind === 'has-nan'),
    classes: unique(all.flatMap((tree) => (tree.kind === 'rows-of-class' ? [tree.index] : []))),
    rowIds: unique(all.flatMap((tree) => (tree.kind === 'has-row' ? [tree.id] : []))),
    learningRate: reads('rate'),
  };
}

/** The needs of several conditions together. */
export function joinNeeds(all: readonly ConditionNeeds[]): ConditionNeeds {
  const joined = measures.map((name) => [name, unique(all.flatMap((needs) => needs.measures[name]))] as const);
  return {
    series: unique(all.flatMap(({ series }) => series)),
    measures: Object.fromEntries(joined) as ConditionNeeds['measures'],
    range: all.some(({ range }) => range),
    hasNaN: all.some(({ hasNaN }) => hasNaN),
    classes: unique(all.flatMap(({ classes }) => classes)),
    rowIds: unique(all.flatMap(({ rowIds }) => rowIds)),
    learningRate: all.some(({ learningRate }) => learningRate),
  };
}

function unique<Value>(values: readonly Value[]): readonly Value[] {
  return [...new Set(values)];
}
