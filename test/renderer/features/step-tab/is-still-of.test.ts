import { expect, it } from 'vitest';
import type { StepDetail, StepPhase } from '../../../../main/contract/debug/inside-step';
import type { RunState } from '../../../../main/contract/run-state';
import { isStillOf } from '../../../../renderer/features/step-tab/is-still-of';

const seen = (step: number, phase: StepPhase): StepDetail => ({
  step,
  epoch: 0,
  batch: step - 1,
  model: '',
  phase,
  rows: 4,
  learningRate: 0.1,
  inputs: [],
});
const inside: RunState = { status: 'paused', step: 10, at: 'before-commit', phase: 'loss', why: { kind: 'into' } };

it('keeps a look at the same step while its next phase is asked for', () => {
  expect(isStillOf(seen(11, 'forward'), inside)).toBe(true);
  expect(isStillOf(seen(11, 'loss'), inside)).toBe(true);
});

it('keeps no look at another step, nor at a batch of the same number that was discarded', () => {
  expect(isStillOf(seen(10, 'forward'), inside)).toBe(false);
  expect(isStillOf(seen(11, 'update'), inside)).toBe(false);
});

it('keeps none once the run stands between batches', () => {
  const between: RunState = { status: 'paused', step: 11, at: 'between-batches', why: { kind: 'asked' } };
  expect(isStillOf(seen(11, 'update'), between)).toBe(false);
});
