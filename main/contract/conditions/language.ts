import type { HistoryName, MathName, MeasureName } from './condition-types';

/** Values that a window may span. */
export const longestWindow = 10_000;

/** Numbers of a window or a weight: whole ones from `least` to `most`, or any from 0 to below 1. */
export type Amount = { readonly kind: 'count'; readonly least: number } | { readonly kind: 'weight' };

/** Functions over the past of a series, and what their second value may be. */
export const histories: { readonly [Name in HistoryName]: Amount } = {
  mean: { kind: 'count', least: 1 },
  median: { kind: 'count', least: 1 },
  min: { kind: 'count', least: 1 },
  max: { kind: 'count', least: 1 },
  std: { kind: 'count', least: 2 },
  slope: { kind: 'count', least: 2 },
  previous: { kind: 'count', least: 1 },
  ema: { kind: 'weight' },
};

/** Functions of numbers: how many they take, and what they yield. */
export const mathFunctions: {
  readonly [Name in MathName]: { readonly count: number | 'two or more'; readonly type: 'number' | 'boolean' };
} = {
  abs: { count: 1, type: 'number' },
  min: { count: 'two or more', type: 'number' },
  max: { count: 'two or more', type: 'number' },
  sqrt: { count: 1, type: 'number' },
  log: { count: 1, type: 'number' },
  exp: { count: 1, type: 'number' },
  floor: { count: 1, type: 'number' },
  round: { count: 1, type: 'number' },
  isNaN: { count: 1, type: 'boolean' },
  isFinite: { count: 1, type: 'boolean' },
};

/** Numbers of a layer or of the whole model. */
export const measures: readonly MeasureName[] = ['gradNorm', 'weightNorm', 'updateRatio', 'deadShare'];

/** Names that every run has besides its series, and what can be asked of the batch. */
export const counters = ['step', 'epoch', 'batch'] as const;
/** What a condition may ask of the batch, after `batch.`. */
export const batchMembers = ['rows', 'index', 'min', 'max', 'hasNaN', 'count', 'has'] as const;

/** How each function is called, as completions and errors show it. */
export const signatures: { readonly [name: string]: string } = {
  ...Object.fromEntries(Object.keys(mathFunctions).map((name) => [name, `${name}(number)`])),
  ...Object.fromEntries(measures.map((name) => [name, `${name}("layer")`])),
  ...Object.fromEntries(Object.keys(histories).map((name) => [name, `${name}(series, window)`])),
  min: 'min(series, window) | min(number, number, …)',
  max: 'max(series, window) | max(number, number, …)',
  ema: 'ema(series, weight)',
  previous: 'previous(series, count)',
  series: 'series("key")',
  'batch.count': 'batch.count(class)',
  'batch.has': 'batch.has(row)',
};

/** Whether a text is a name of a history function. */
export function isHistory(name: string): name is HistoryName {
  return Object.hasOwn(histories, name);
}

/** Whether a text is a name of a function of numbers. */
export function isMath(name: string): name is MathName {
  return Object.hasOwn(mathFunctions, name);
}

/** Whether a text is a name of a measure. */
export function isMeasure(name: string): name is MeasureName {
  return (measures as readonly string[]).includes(name);
}
