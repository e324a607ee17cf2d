import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Way } from '../bits-matrix';
import { resumed, thereAndBack } from './travel-matrix';

/** All networks with all optimizers are among the long runs. */
const some: readonly Way[] = [
  { network: 'MLP', optimizer: 'Adagrad', eager: true },
  { network: 'CNN with batch normalization', optimizer: 'RMSprop', eager: false },
  { network: 'dropout', optimizer: 'momentum', eager: true },
  { network: 'LSTM', optimizer: 'Adam', eager: false },
];

let history = '';
let saved = '';
beforeEach(() => {
  history = mkdtempSync(join(tmpdir(), 'batchpoint-travel-'));
  saved = mkdtempSync(join(tmpdir(), 'batchpoint-saved-'));
});
afterEach(() => {
  for (const folder of [history, saved]) rmSync(folder, { recursive: true });
});

it.each(some)('$network with $optimizer, eager $eager, goes back, and on, to the same bits', async (way) => {
  const { first, again, state } = await thereAndBack(way, { back: 7, end: 20 }, { history, saved });
  expect(first.mode).toBe(way.eager ? 'eager' : 'compiled');
  expect(state).toMatchObject({ step: 7, why: { exactness: { kind: 'exact' } } });
  expect(first.own).toHaveLength(13);
  expect(again).toEqual(first);
  expect(await resumed(way, 20, saved)).toEqual(first);
});
