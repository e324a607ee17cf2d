import type { RunStatus } from './run-state';
import type { Capability } from './trainer-protocol';

export type CommandId =
  | 'run'
  | 'pause'
  | 'step'
  | 'stepN'
  | 'stop'
  | 'restart'
  | 'open'
  | 'close'
  | 'saveChart'
  | 'copyChart'
  | 'saveWindow'
  | 'toggleBottom'
  | 'quit';

/**
 * One command, for buttons, keys, menu and command line alike. `keys` are Electron accelerators; the first is shown.
 * `legal` lists the run states in which it may be given; absent: always. `needs` is what the trainer has to be capable of.
 * The words stand in the catalogue under `commands.<id>`.
 */
export type Command = {
  readonly id: CommandId;
  readonly keys: readonly string[];
  readonly legal?: readonly RunStatus[];
  readonly needs?: Capability;
};

const withHistory: readonly RunStatus[] = [
  'running',
  'stepping',
  'paused',
  'stopping',
  'stopped',
  'finished',
  'out-of-data',
  'failed',
  'trainer-died',
];

export const commands: { readonly [Id in CommandId]: Command & { readonly id: Id } } = {
  run: { id: 'run', keys: ['F5', 'CmdOrCtrl+Enter'], legal: ['ready', 'paused'] },
  pause: { id: 'pause', keys: ['F6', 'CmdOrCtrl+.'], legal: ['running', 'stepping'], needs: 'pause' },
  step: { id: 'step', keys: ['F10', '.'], legal: ['ready', 'paused'], needs: 'step' },
  stepN: { id: 'stepN', keys: [], legal: ['ready', 'paused'], needs: 'step' },
  stop: {
    id: 'stop',
    keys: ['Shift+F5', 'CmdOrCtrl+Shift+.'],
    legal: ['running', 'stepping', 'paused'],
    needs: 'stop',
  },
  restart: { id: 'restart', keys: ['CmdOrCtrl+Shift+F5'], legal: withHistory },
  open: { id: 'open', keys: ['CmdOrCtrl+O'] },
  close: {
    id: 'close',
    keys: ['CmdOrCtrl+W'],
    legal: ['loading', 'untrusted', 'ready', ...withHistory],
  },
  saveChart: { id: 'saveChart', keys: ['CmdOrCtrl+E'], legal: withHistory },
  copyChart: { id: 'copyChart', keys: ['CmdOrCtrl+Shift+C'], legal: withHistory },
  saveWindow: { id: 'saveWindow', keys: ['CmdOrCtrl+Shift+S'] },
  toggleBottom: { id: 'toggleBottom', keys: ['CmdOrCtrl+J'] },
  quit: { id: 'quit', keys: ['CmdOrCtrl+Q'] },
};

/** Whether a command may be given in a state; engine, buttons, menu and keys all ask here. */
export function isLegal(id: CommandId, status: RunStatus): boolean {
  return commands[id].legal?.includes(status) ?? true;
}

/** Whether a window offers a command: it is legal, and the trainer that is connected can do it. */
export function isOffered(id: CommandId, status: RunStatus, capabilities: readonly Capability[]): boolean {
  const { needs } = commands[id];
  return isLegal(id, status) && (needs === undefined || capabilities.includes(needs));
}
