import { expect, it } from 'vitest';
import { createRunStore } from '../../../renderer/store/run-store';
import { batchEnd } from './events';

const died = (step: number) =>
  ({
    status: 'trainer-died',
    step,
    error: { code: 'trainer-exited', values: { exitCode: 9, signal: 'SIGKILL', step } },
  }) as const;

it('says of a death the step that the window has seen, where the shell knows of an earlier one', () => {
  const store = createRunStore();
  store.apply([batchEnd(119), batchEnd(120)]);
  store.setState(died(99));
  expect(store.facts.getState().state).toEqual(died(120));
});

it('says no later step than its charts show, whatever the shell has heard', () => {
  const store = createRunStore();
  store.apply([batchEnd(3)]);
  store.setState(died(7));
  expect(store.facts.getState().state).toEqual(died(3));
});

it('takes the shell at its word where it has seen nothing of the run', () => {
  const store = createRunStore();
  store.setState(died(7));
  expect(store.facts.getState().state).toEqual(died(7));
});
