import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CodedError } from '../../../../main/contract/errors';
import * as callbacks from '../../../../main/training/callbacks';
import { findLoss } from '../../../../main/training/losses/find-loss';
import { findMetric } from '../../../../main/training/metrics/find-metric';
import { plainName } from '../../../../main/training/names';
import { findOptimizer } from '../../../../main/training/optimizers/find-optimizer';
import { goldenFiles } from './read';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Case = {
  readonly compile: { readonly [part: string]: Json };
  readonly fit_generator: { readonly callbacks: readonly (readonly [string, Json])[] };
};

const cases = goldenFiles(join(import.meta.dirname, '../../../golden')).map(
  (file) => JSON.parse(readFileSync(file, 'utf8')) as Case,
);

/** Names of Keras that are another name of the same. */
const sameAs: { readonly [name: string]: string } = {
  mse: 'meansquarederror',
  mae: 'meanabsoluteerror',
  mape: 'meanabsolutepercentageerror',
  msle: 'meansquaredlogarithmicerror',
  acc: 'accuracy',
  ce: 'crossentropy',
  logcosherror: 'logcosh',
  kullbackleiblerdivergence: 'kldivergence',
};

function canonical(name: string): string {
  const plain = plainName(name);
  return sameAs[plain] ?? plain;
}

/** Every word and class name in what a model was compiled with. */
function namesIn(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return [canonical(value)];
  if (typeof value !== 'object' || value === null) return [];
  if ('class_name' in value) return [canonical(value['class_name'] as string)];
  return Object.values(value).flatMap(namesIn);
}

function recorded(part: string): ReadonlySet<string> {
  return new Set(cases.flatMap(({ compile }) => namesIn(compile[part])));
}

/** All names of a kind, as the error of an unknown one tells them. */
function known(find: () => unknown): readonly string[] {
  try {
    find();
  } catch (error) {
    if (error instanceof CodedError && error.code === 'unknown-name') {
      return String((error.values as { readonly known: string }).known)
        .split(', ')
        .map(canonical);
    }
    throw error;
  }
  throw new Error('nothing was unknown');
}

const schedule = { name: 'none of them' };
const place = { loss: findLoss('mse'), outputShape: [null, 1] };
const lossNames = known(() => findLoss('none of them'));
const schedulesOf = (value: Json | undefined): readonly string[] => {
  const { config } = value as { readonly config: { readonly learning_rate: Json } };
  return typeof config.learning_rate === 'object' ? namesIn(config.learning_rate) : [];
};

describe('a case of real Keras stands behind', () => {
  it.each([
    ['loss', lossNames, recorded('loss')],
    [
      'metric',
      // A loss may be a metric too; what it computes has a case as a loss.
      known(() => findMetric('none of them', place)).filter((name) => !lossNames.includes(name)),
      new Set([...recorded('metrics'), ...recorded('weighted_metrics')]),
    ],
    ['optimizer', known(() => findOptimizer('none of them')), recorded('optimizer')],
    [
      'schedule',
      known(() => findOptimizer({ name: 'sgd', learningRate: schedule })),
      new Set(cases.flatMap(({ compile }) => schedulesOf(compile['optimizer']))),
    ],
    [
      'callback',
      Object.keys(callbacks).map(canonical),
      new Set(cases.flatMap(({ fit_generator: fit }) => fit.callbacks.map(([name]) => canonical(name)))),
    ],
  ])('every %s', (_, names, withCase) => {
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => !withCase.has(name))).toEqual([]);
  });
});
