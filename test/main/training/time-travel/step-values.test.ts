import { expect, it } from 'vitest';
import { StepValues } from '../../../../main/training/time-travel/step-values';

it('gives back the bits of each step, whichever values it has', () => {
  const values = new StepValues();
  values.set(1, { loss: 0.1, accuracy: Number.NaN });
  values.set(2, { 'second/loss': -0 });
  values.set(1024, { loss: 1e-300, accuracy: Infinity });
  expect(values.at(1)).toEqual({ loss: 0.1, accuracy: Number.NaN });
  expect(values.at(2)).toEqual({ 'second/loss': -0 });
  expect(values.at(1024)).toEqual({ loss: 1e-300, accuracy: Infinity });
  expect([values.at(0), values.at(3), values.at(5000)]).toEqual([undefined, undefined, undefined]);
});

it('finds the first value that is another', () => {
  const values = new StepValues();
  values.set(7, { loss: 0.5, accuracy: Number.NaN });
  expect(values.compare(7, { loss: 0.5, accuracy: Number.NaN })).toBeUndefined();
  expect(values.compare(8, { loss: 1 })).toBeUndefined();
  expect(values.compare(7, { loss: 0.5, accuracy: 1 })).toEqual({ step: 7, key: 'accuracy', was: Number.NaN, is: 1 });
  values.set(7, { loss: 0.25 });
  expect(values.compare(7, { loss: 0.25 })).toBeUndefined();
});

it('forgets the oldest of very many', () => {
  const values = new StepValues();
  for (let step = 1; step <= 202_000; step += 1) values.set(step, { loss: step });
  expect(values.at(1000)).toBeUndefined();
  expect(values.at(3000)).toEqual({ loss: 3000 });
  expect(values.at(202_000)).toEqual({ loss: 202_000 });
});
