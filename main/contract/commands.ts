import type { RunStatus } from './run-state';

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
 * `legal` lists the run states in which it may be given; absent: always. The words stand in the catalogue under
 * `commands.<id>`.
 */
export type Command = {
  readonly id: CommandId;
  readonly keys: readonly string[];
  readonly legal?: readonly RunStatus[];
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
  pause: { id: 'pause', keys: ['F6', 'CmdOrCtrl+.'], legal: ['running', 'stepping'] },
  step: { id: 'step', keys: ['F10', '.'], legal: ['ready', 'paused'] },
  stepN: { id: 'stepN', keys: [], legal: ['ready', 'paused'] },
  stop: { id: 'stop', keys: ['Shift+F5', 'CmdOrCtrl+Shift+.'], legal: ['running', 'stepping', 'paused'] },
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

/** Every command that may be given in a state. */
export function allowedCommands(status: RunStatus): readonly CommandId[] {
  return (Object.keys(commands) as CommandId[]).filter((id) => isLegal(id, status));
}
