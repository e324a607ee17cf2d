import { isInPast, isInside, isResumable, stepOf, type RunState, type RunStatus } from './run-state';
import type { Capability } from './trainer-protocol';

/** Everything that can be asked for by button, key, menu or palette. */
export type CommandId =
  | 'run'
  | 'pause'
  | 'step'
  | 'stepN'
  | 'stepInto'
  | 'commit'
  | 'discard'
  | 'epochEnd'
  | 'stepBack'
  | 'goTo'
  | 'runTo'
  | 'toggleBreakpoint'
  | 'newBreakpoint'
  | 'openBatch'
  | 'previousEvent'
  | 'nextEvent'
  | 'stop'
  | 'extend'
  | 'finish'
  | 'resume'
  | 'restart'
  | 'reseed'
  | 'open'
  | 'openRun'
  | 'saveRun'
  | 'close'
  | 'saveChart'
  | 'copyChart'
  | 'saveWindow'
  | 'exportAll'
  | 'zoomIn'
  | 'zoomOut'
  | 'zoomAll'
  | 'logY'
  | 'smooth'
  | 'nextAxis'
  | 'showStep'
  | 'showBatch'
  | 'showLayers'
  | 'showOptimizer'
  | 'showEdits'
  | 'showWhatIf'
  | 'toggleRail'
  | 'toggleBottom'
  | 'palette'
  | 'quit';

/**
 * One command, for buttons, keys, menu and command line alike. `keys` are Electron accelerators; the first is shown.
 * `legal` lists the run states in which it may be given; absent: always. `holds` says what else has to hold of such a state.
 * `needs` is what the trainer has to be capable of.
 * The words stand in the catalogue under `commands.<id>`.
 */
export type Command = {
  readonly id: CommandId;
  readonly keys: readonly string[];
  readonly legal?: readonly RunStatus[];
  readonly holds?: (state: RunState) => boolean;
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

const hasWorkbench: readonly RunStatus[] = ['ready', ...withHistory];

/** A run that is on its way to a step counts as standing there. */
const isAfterStart = (state: RunState) =>
  state.status === 'moving' ? state.target > 0 : stepOf(state) > 0 || isInside(state);
const hasHistory = (state: RunState) => state.status === 'moving' || isAfterStart(state) || isInPast(state);

/** A state that moves says where it began. */
const canSave = (state: RunState) => state.status !== 'paused' || stepOf(state) > 0 || isInPast(state);

/** The run waits, or is on its way to a step already: the newest wish counts. */
const canGoBack: readonly RunStatus[] = ['paused', 'moving', 'finished', 'out-of-data'];

/** All commands, in the order in which the palette lists them. */
export const commands: { readonly [Id in CommandId]: Command & { readonly id: Id } } = {
  run: { id: 'run', keys: ['F5', 'CmdOrCtrl+Enter'], legal: ['ready', 'paused'] },
  pause: { id: 'pause', keys: ['F6', 'CmdOrCtrl+.'], legal: ['running', 'stepping'], needs: 'pause' },
  step: { id: 'step', keys: ['F10', '.'], legal: ['ready', 'paused'], needs: 'step' },
  stepN: { id: 'stepN', keys: [], legal: ['ready', 'paused'], needs: 'step' },
  stepInto: { id: 'stepInto', keys: ['F11', 'CmdOrCtrl+Alt+I'], legal: ['ready', 'paused'], needs: 'stepInto' },
  commit: { id: 'commit', keys: ['CmdOrCtrl+F11'], legal: ['paused'], holds: isInside, needs: 'stepInto' },
  discard: { id: 'discard', keys: ['CmdOrCtrl+Backspace'], legal: ['paused'], holds: isInside, needs: 'stepInto' },
  epochEnd: { id: 'epochEnd', keys: ['Shift+F11', 'CmdOrCtrl+Alt+O'], legal: ['ready', 'paused'], needs: 'step' },
  stepBack: { id: 'stepBack', keys: ['Shift+F10', ','], legal: canGoBack, holds: isAfterStart, needs: 'stepBack' },
  goTo: { id: 'goTo', keys: ['CmdOrCtrl+Shift+F10', 'G'], legal: canGoBack, holds: hasHistory, needs: 'stepBack' },
  runTo: { id: 'runTo', keys: ['CmdOrCtrl+F10'], legal: ['ready', ...canGoBack], needs: 'step' },
  toggleBreakpoint: {
    id: 'toggleBreakpoint',
    keys: ['F9', 'B'],
    legal: hasWorkbench,
    needs: 'breakpoints',
  },
  newBreakpoint: { id: 'newBreakpoint', keys: ['Shift+F9'], legal: hasWorkbench, needs: 'breakpoints' },
  openBatch: { id: 'openBatch', keys: ['CmdOrCtrl+Shift+O'], legal: hasWorkbench, needs: 'inspectBatch' },
  previousEvent: { id: 'previousEvent', keys: ['Shift+F8', '['], legal: withHistory },
  nextEvent: { id: 'nextEvent', keys: ['F8', ']'], legal: withHistory },
  stop: {
    id: 'stop',
    keys: ['Shift+F5', 'CmdOrCtrl+Shift+.'],
    legal: ['running', 'stepping', 'paused'],
    needs: 'stop',
  },
  extend: { id: 'extend', keys: [], legal: ['out-of-data'], needs: 'stepBack' },
  finish: { id: 'finish', keys: [], legal: ['out-of-data'], needs: 'stop' },
  resume: { id: 'resume', keys: [], legal: ['trainer-died'], holds: isResumable },
  restart: { id: 'restart', keys: ['CmdOrCtrl+Shift+F5'], legal: withHistory },
  reseed: { id: 'reseed', keys: [], legal: hasWorkbench },
  open: { id: 'open', keys: ['CmdOrCtrl+O'] },
  openRun: { id: 'openRun', keys: [] },
  saveRun: { id: 'saveRun', keys: ['CmdOrCtrl+S'], legal: ['running', 'stepping', 'paused'], holds: canSave },
  close: {
    id: 'close',
    keys: ['CmdOrCtrl+W'],
    legal: ['loading', 'untrusted', ...hasWorkbench],
  },
  saveChart: { id: 'saveChart', keys: ['CmdOrCtrl+E'], legal: withHistory },
  copyChart: { id: 'copyChart', keys: ['CmdOrCtrl+Shift+C'], legal: withHistory },
  saveWindow: { id: 'saveWindow', keys: ['CmdOrCtrl+Shift+S'] },
  exportAll: { id: 'exportAll', keys: ['CmdOrCtrl+Shift+E'], legal: withHistory },
  zoomIn: { id: 'zoomIn', keys: ['Plus'], legal: withHistory },
  zoomOut: { id: 'zoomOut', keys: ['-'], legal: withHistory },
  zoomAll: { id: 'zoomAll', keys: ['0'], legal: withHistory },
  logY: { id: 'logY', keys: ['L'], legal: hasWorkbench },
  smooth: { id: 'smooth', keys: ['S'], legal: hasWorkbench },
  nextAxis: { id: 'nextAxis', keys: ['X'], legal: hasWorkbench },
  showStep: { id: 'showStep', keys: ['CmdOrCtrl+1'], legal: hasWorkbench },
  showBatch: { id: 'showBatch', keys: ['CmdOrCtrl+2'], legal: hasWorkbench },
  showLayers: { id: 'showLayers', keys: ['CmdOrCtrl+3'], legal: hasWorkbench },
  showOptimizer: { id: 'showOptimizer', keys: ['CmdOrCtrl+4'], legal: hasWorkbench },
  showEdits: { id: 'showEdits', keys: ['CmdOrCtrl+5'], legal: hasWorkbench },
  showWhatIf: { id: 'showWhatIf', keys: ['CmdOrCtrl+6'], legal: hasWorkbench },
  toggleRail: { id: 'toggleRail', keys: ['CmdOrCtrl+B'], legal: hasWorkbench },
  toggleBottom: { id: 'toggleBottom', keys: ['CmdOrCtrl+J'] },
  palette: { id: 'palette', keys: ['CmdOrCtrl+Shift+P', 'F1'] },
  quit: { id: 'quit', keys: ['CmdOrCtrl+Q'] },
};

/** Whether a command may be given while a run has this status; what else has to hold the engine finds out itself. */
export function isLegal(id: CommandId, status: RunStatus): boolean {
  return commands[id].legal?.includes(status) ?? true;
}

/** Whether a command may be given in a state; buttons, menu and keys all ask here. */
export function isPossible(id: CommandId, state: RunState): boolean {
  return isLegal(id, state.status) && (commands[id].holds?.(state) ?? true);
}

/** Whether a window offers a command: it is possible, and the trainer that is connected can do it. */
export function isOffered(id: CommandId, state: RunState, capabilities: readonly Capability[]): boolean {
  const { needs } = commands[id];
  return isPossible(id, state) && (needs === undefined || capabilities.includes(needs));
}
