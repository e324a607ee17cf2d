import { trainerPortMessage } from '../../main/contract/ipc';
import type { RunState } from '../../main/contract/run-state';
import { watchBreakpoints } from './breakpoints';
import { watchBatches } from './batch-watch';
import { giveCommand, listenToKeys } from './commands';
import type { TrainerPort } from './connection';
import { connection, pace, preferences, runStore } from './window-store';

/** States of the shell: it speaks for a trainer that is not there. */
function hearState(state: RunState): void {
  const resumes = state.status === 'loading' && state.resumes !== undefined;
  if (state.status === 'trainer-died' || resumes) connection.disconnect();
  else if (state.status === 'empty' || state.status === 'loading') connection.forget();
  runStore.setState(state);
}

/** What a person does to the window. */
const hands = ['pointerdown', 'pointermove', 'wheel', 'keydown'] as const;

/** Wires the stores to the shell and the trainer; called once, before the first render. */
export async function startWindow(): Promise<void> {
  const { request, onNotice } = window.batchpoint;
  window.addEventListener('message', (event) => {
    const [port] = event.ports;
    if (event.source === window && event.data === trainerPortMessage && port) connection.connect(port as TrainerPort);
  });
  onNotice('state', ({ state }) => hearState(state));
  onNotice('visibility', ({ visible }) => preferences.setState({ visible }));
  onNotice('changed-sources', ({ paths }) => preferences.setState({ changedSources: paths }));
  onNotice('load', ({ share }) => pace.hear(share));
  onNotice('command', ({ id }) => void giveCommand(id));
  onNotice('language', ({ language }) => preferences.setState({ language }));
  listenToKeys();
  for (const hand of hands) window.addEventListener(hand, () => pace.touch(), { capture: true, passive: true });
  watchBatches(
    runStore,
    connection,
    () => preferences.getState().visible,
    () => pace.answers,
  );
  watchBreakpoints();
  const info = await request('app:info');
  preferences.setState({ info, language: info.language });
  const state = await request('trainer:attach');
  if (!connection.hasRead()) runStore.setState(state);
}
