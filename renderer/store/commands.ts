import { isOffered } from '../../main/contract/commands';
import type { CommandId } from '../../main/contract/commands';
import type { SaveResult } from '../../main/contract/ipc';
import { connection, preferences, runStore, workspace } from './window-store';
import { commandOf, typesSign } from './keys';

let toasts = 0;

export function sayCopied(): void {
  workspace.setState({ toast: { id: ++toasts, kind: 'copied' } });
}

export function saySaved(result: SaveResult): void {
  if (result.outcome !== 'cancelled') workspace.setState({ toast: { id: ++toasts, kind: 'save', result } });
}

/** What only a view can do: it has the charts. */
type ViewCommands = { readonly copyChart: () => Promise<void> };
let view: ViewCommands | undefined;

/** @returns a function that takes the view's commands away again */
export function provideViewCommands(commands: ViewCommands): () => void {
  view = commands;
  return () => {
    if (view === commands) view = undefined;
  };
}

/** Gives a command, if it is legal in the present state; buttons, keys and menu all come through here. */
export async function giveCommand(id: CommandId): Promise<void> {
  const { state, capabilities } = runStore.facts.getState();
  if (!isOffered(id, state.status, capabilities)) return;
  const { request } = window.batchpoint;
  switch (id) {
    case 'run':
    case 'pause':
    case 'stop':
      return connection.send({ kind: id });
    case 'step':
      return connection.send({ kind: 'step', count: 1 });
    case 'stepN':
      return connection.send({ kind: 'step', count: workspace.getState().stepCount });
    case 'restart':
      return void (await request('experiment:restart', { run: true }));
    case 'open':
      return void (await request('experiment:choose'));
    case 'close':
      return void (await request('experiment:close'));
    case 'saveChart':
      return workspace.setState({ isSavingChart: true });
    case 'copyChart':
      return view?.copyChart();
    case 'saveWindow':
      return saySaved(await request('picture:save-window'));
    case 'toggleBottom':
      return workspace.setState(({ isBottomOpen }) => ({ isBottomOpen: !isBottomOpen }));
    case 'quit':
      return void (await request('window:control', 'close'));
  }
}

const isTextField = (target: EventTarget | null) =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;

/** Keys of the whole window, from the commands table; what would type a sign is left to a field that has the focus. */
export function listenToKeys(): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (typesSign(event) && isTextField(event.target)) return;
    const id = commandOf(event, preferences.getState().info?.platform ?? '');
    if (!id) return;
    event.preventDefault(); // the menu's accelerator would give the command a second time
    if (!event.repeat) void giveCommand(id);
  };
  window.addEventListener('keydown', onKeyDown);
  return () => window.removeEventListener('keydown', onKeyDown);
}
