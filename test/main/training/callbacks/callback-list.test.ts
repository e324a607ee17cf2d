import { expect, it } from 'vitest';
import {
  backupAndRestore,
  csvLogger,
  earlyStopping,
  learningRateScheduler,
  modelCheckpoint,
  reduceLROnPlateau,
} from '../../../../main/training/callbacks';
import { CallbackList } from '../../../../main/training/callbacks/callback-list';
import type { Callback, TrainingControl } from '../../../../main/training/experiment';

const control = {} as TrainingControl;

const own: readonly (() => Callback)[] = [
  () => backupAndRestore({ backupDir: 'backup' }),
  () => csvLogger({ filename: 'log.csv' }),
  () => earlyStopping(),
  () => learningRateScheduler(() => 0.1),
  () => modelCheckpoint({ filepath: 'model' }),
  () => reduceLROnPlateau(),
];

/** Keeps what it is given. */
function keeper(state: string | null): Callback & { state: string | null } {
  return {
    state,
    getState() {
      return this.state;
    },
    setState(given) {
      this.state = given as string | null;
    },
  };
}

it('puts each state of the engine back into the callback of its kind, wherever that stands', async () => {
  const states = new CallbackList(
    own.map((make) => make()),
    control,
  ).getStates();
  const reversed = new CallbackList(
    [...own].reverse().map((make) => make()),
    control,
  );
  await reversed.setStates(states);
  expect(reversed.getStates()).toEqual([...states].reverse());
});

it("puts a person's states back in their order, null too, past a callback that keeps none", async () => {
  const states = new CallbackList([keeper(null), {}, keeper('old')], control).getStates();
  const [first, second] = [keeper('new'), keeper('newer')];
  await new CallbackList([first, {}, second], control).setStates(structuredClone(states));
  expect([first.state, second.state]).toEqual([null, 'old']);
});

it('leaves a callback as it is where an earlier one kept no state', async () => {
  const added = keeper('new');
  await new CallbackList([added], control).setStates(new CallbackList([{}], control).getStates());
  expect(added.state).toBe('new');
});
