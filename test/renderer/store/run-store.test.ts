import { expect, it } from 'vitest';
import { logSentence } from '../../../renderer/chart-data/log-sentence';
import { createRunStore } from '../../../renderer/store/run-store';
import { batchEnd, logEvent } from './events';

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

it('puts a death into the log and among the alerts, once, with the step that the window has seen', () => {
  const store = createRunStore(undefined, () => 1234);
  store.apply([logEvent(119, 'said'), batchEnd(120)]);
  store.setState(died(99));
  store.setState(died(99));
  const { alerts, log } = store.facts.getState();
  expect(log.map(({ id, step }) => [id, step])).toEqual([
    [0, 119],
    [1, 120],
  ]);
  expect(alerts).toMatchObject([{ id: 1, kind: 'error', time: 1234, at: 120, level: 'error' }]);
  expect(logSentence(alerts[0]!.message, 'en')).toBe('The training process died at step 120.');
  expect(logSentence(alerts[0]!.message, 'zh-CN')).toContain('120');
});

it('keeps a death among the alerts where the run goes on from an earlier step, and tells of the next', () => {
  const store = createRunStore();
  store.apply([batchEnd(120)]);
  store.setState(died(120));
  store.goOn(['pause']);
  store.setState({ status: 'loading', file: 'a.ts', resumes: 90 });
  store.apply([{ type: 'resumed', step: 90, epoch: 0, edits: [] }, batchEnd(91)]);
  store.setState(died(91));
  expect(store.facts.getState().alerts.map(({ at }) => at)).toEqual([120, 91]);
});
