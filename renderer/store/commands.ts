import { isOffered } from '../../main/contract/commands';
import type { CommandId } from '../../main/contract/commands';
import { stepOf } from '../../main/contract/run-state';
import type { TrainerCommand } from '../../main/contract/trainer-protocol';
import { connection, preferences, runStore, workspace } from './window-store';
import { breakpoints } from './breakpoints';
import { changeCharts, nextAxis } from './chart-view';
import { commandOf, writes } from './keys';
import { refusalOf } from './refusal';
import { reachOf, stepNow } from './selectors';
import { say, saySaved } from './toasts';
import type { InspectorTab } from './workspace';

/** What only a view can do: it has the charts, the timeline or the tabs. */
type ViewCommands = {
  readonly copyChart?: () => Promise<void>;
  readonly exportAll?: () => Promise<void>;
  /** Chooses the next event of the timeline, or the one before. */
  readonly chooseEvent?: (direction: 1 | -1) => void;
  /** Chooses a step, as a person does on the timeline: the charts' cursor goes there. */
  readonly chooseStep?: (step: number) => void;
  /** Zooms the charts in or out, around their cursor. */
  readonly zoomCharts?: (change: 1 | -1) => void;
  /** Where the cursor of the charts stands, if a person has put it there. */
  readonly cursorStep?: () => number | undefined;
  /** Shows a tab of the inspector and gives it the focus. */
  readonly showTab?: (tab: InspectorTab) => void;
};
const views = new Set<ViewCommands>();

/** @returns a function that takes the view's commands away again */
export function provideViewCommands(own: ViewCommands): () => void {
  views.add(own);
  return () => views.delete(own);
}

/** Looks at a step without going to it. */
export function chooseStep(step: number): void {
  for (const view of views) view.chooseStep?.(step);
}

/** The command that shows a tab of the inspector. */
export const tabCommands = {
  step: 'showStep',
  batch: 'showBatch',
  layers: 'showLayers',
  optimizer: 'showOptimizer',
  edits: 'showEdits',
  whatIf: 'showWhatIf',
} as const satisfies { readonly [Tab in InspectorTab]: CommandId };

function showTabOf(id: CommandId): void {
  const tab = (Object.keys(tabCommands) as InspectorTab[]).find((each) => tabCommands[each] === id);
  if (tab) for (const { showTab } of views) showTab?.(tab);
}

const dialogs = { goTo: 'isGoingTo', saveChart: 'isSavingChart', palette: 'isPaletteOpen' } as const;
const panels = { toggleRail: 'isRailOpen', toggleBottom: 'isBottomOpen' } as const;

function openDialog(id: keyof typeof dialogs): void {
  workspace.setState({ [dialogs[id]]: true });
}

function toggle(id: keyof typeof panels): void {
  workspace.setState((now) => ({ [panels[id]]: !now[panels[id]] }));
}

/**
 * Goes to a step, or says why that can't be done now: back to one that was trained, also instead of to one that the run is
 * on its way to, and on to one that was not yet, by training so many batches.
 */
export function goToStep(step: number): void {
  const facts = runStore.facts.getState();
  const { newest } = reachOf(facts);
  workspace.setState({ chosenStep: undefined });
  const refusal = refusalOf(facts, step);
  if (refusal) return say({ kind: 'refused', refusal });
  if (step > newest) connection.send({ kind: 'step', count: step - stepOf(facts.state) });
  else connection.send({ kind: 'go-to', step });
}

/** To the step that is chosen on the timeline, or that the cursor of the charts stands on; else asks for one. */
function runToCursor(): void {
  const cursors = [...views].map(({ cursorStep }) => cursorStep?.());
  const step = workspace.getState().chosenStep ?? cursors.find((each) => each !== undefined);
  if (step === undefined) openDialog('goTo');
  else goToStep(step);
}

/**
 * Shows a batch out of a file in the tab of the batch.
 * @param path undefined: nothing was chosen
 * @param row to be looked at closely, from 0; absent: the first of the list
 */
export function openBatch(path: string | undefined, row?: number): void {
  if (path !== undefined) workspace.setState({ batchFile: path, batchRow: row, inspectorTab: 'batch' });
}

/** Shows a row, from 0, of the batch of the run. */
export function showRow(row: number): void {
  workspace.setState({ batchFile: undefined, batchRow: row, inspectorTab: 'batch' });
}

/** What the trainer is sent. */
const wishes: { readonly [Id in CommandId]?: () => TrainerCommand } = {
  run: () => ({ kind: 'run' }),
  pause: () => ({ kind: 'pause' }),
  stop: () => ({ kind: 'stop' }),
  extend: () => ({ kind: 'extend' }),
  finish: () => ({ kind: 'finish' }),
  commit: () => ({ kind: 'commit' }),
  discard: () => ({ kind: 'discard' }),
  step: () => ({ kind: 'step', count: 1 }),
  stepN: () => ({ kind: 'step', count: workspace.getState().stepCount }),
  stepInto: () => {
    workspace.setState({ inspectorTab: 'step' });
    return { kind: 'step-into' };
  },
  epochEnd: () => ({ kind: 'run-to-epoch-end' }),
  stepBack: () => ({ kind: 'step-back', count: 1 }),
};

/** Gives a command, if it is legal in the present state; buttons, keys and menu all come through here. */
export async function giveCommand(id: CommandId): Promise<void> {
  const { state, capabilities } = runStore.facts.getState();
  if (!isOffered(id, state, capabilities)) return;
  const { request } = window.batchpoint;
  const wish = wishes[id];
  if (wish) return connection.send(wish());
  switch (id) {
    case 'goTo':
    case 'saveChart':
    case 'palette':
      return openDialog(id);
    case 'toggleBreakpoint':
      return breakpoints.toggleAt(workspace.getState().chosenStep ?? stepNow(runStore.facts.getState()) + 1);
    case 'newBreakpoint':
      return breakpoints.edit(undefined);
    case 'openBatch':
      return openBatch(await request('batch:choose'));
    case 'resume':
      return void (await request('experiment:resume'));
    case 'restart':
      return void (await request('experiment:restart', { run: true }));
    case 'reseed':
      return void (await request('experiment:restart', { run: true, reseeds: true }));
    case 'open':
      return void (await request('experiment:choose'));
    case 'openRun':
      return void (await request('run:choose'));
    case 'saveRun':
      return saySaved(await request('run:save'));
    case 'close':
      return void (await request('experiment:close'));
    case 'copyChart':
      for (const { copyChart } of views) await copyChart?.();
      return;
    case 'exportAll':
      for (const { exportAll } of views) await exportAll?.();
      return;
    case 'runTo':
      return runToCursor();
    case 'saveWindow':
      return saySaved(await request('picture:save-window'));
    case 'quit':
      return void (await request('window:control', 'close'));
    default:
      return arrange(id);
  }
}

/** What only changes how the run is looked at. */
function arrange(id: CommandId): void {
  switch (id) {
    case 'previousEvent':
    case 'nextEvent':
      for (const { chooseEvent } of views) chooseEvent?.(id === 'nextEvent' ? 1 : -1);
      return;
    case 'zoomIn':
    case 'zoomOut':
      for (const { zoomCharts } of views) zoomCharts?.(id === 'zoomIn' ? 1 : -1);
      return;
    case 'zoomAll':
      return changeCharts({ zoom: undefined });
    case 'logY':
      return changeCharts({ isLog: !workspace.getState().charts.isLog });
    case 'smooth':
      return changeCharts({ isSmooth: !workspace.getState().charts.isSmooth });
    case 'nextAxis':
      return nextAxis();
    case 'toggleRail':
    case 'toggleBottom':
      return toggle(id);
    default:
      return showTabOf(id);
  }
}

const isTextField = (target: EventTarget | null) =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;

/** A field for a whole number that stands in the window itself: letters and marks are of no use to it. */
const takesOnlyDigits = (target: EventTarget | null) =>
  target instanceof HTMLInputElement && target.inputMode === 'numeric' && !target.closest('dialog, [role=dialog]');

/** Keys of the whole window, from the commands table; what would write is left to a field that has the focus. */
export function listenToKeys(): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (isTextField(event.target) && writes(event, takesOnlyDigits(event.target))) return;
    const id = commandOf(event, preferences.getState().info?.platform ?? '');
    if (!id) return;
    event.preventDefault(); // the menu's accelerator would give the command a second time
    if (!event.repeat) void giveCommand(id);
  };
  window.addEventListener('keydown', onKeyDown);
  return () => window.removeEventListener('keydown', onKeyDown);
}
