import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { isRunning } from '../../main/contract/run-state';
import { textOf } from '../../main/contract/text';
import type { Catalogue } from '../../main/contract/text/catalogue';
import type { Language } from '../../main/contract/text';
import { Beat } from './beat';
import { createConnection } from './connection';
import { DrawingPace } from './drawing-pace';
import { createPreferences } from './preferences';
import type { Preferences } from './preferences';
import type { RunFacts } from './run-facts';
import { createRunStore } from './run-store';
import type { LookCosts } from './questions';
import { createWorkspace } from './workspace';
import type { Workspace } from './workspace';

/** What the shell has said. */
export const preferences = createPreferences();
/** How the person has arranged the window. */
export const workspace = createWorkspace();
/** The run, as far as its events have come; components read it by `useRun`. */
export const runStore = createRunStore();

/** How often it is drawn: as the window can afford. */
export const pace = new DrawingPace(() => {
  beat.setInterval(pace.charts);
  connection.tellPace();
});
/** When what shows a moving run is drawn. */
export const beat = new Beat(pace.charts);
/** Milliseconds between two messages to a window that is hidden. */
const hiddenMs = 1000;
/** The trainer of the run in view. */
export const connection = createConnection(runStore, () => (preferences.getState().visible ? pace.charts : hiddenMs));

/** The facts as they are drawn: they stand still while the window is hidden, whatever the run does. */
export const shownFacts = createStore<RunFacts>(() => runStore.facts.getState());

let shownAt = -Infinity;
let isPlanned = false;

const show = () => {
  if (!preferences.getState().visible) return;
  shownAt = performance.now();
  shownFacts.setState(runStore.facts.getState(), true);
};
const showSoon = () => {
  if (isPlanned) return;
  isPlanned = true;
  beat.next(showWithBeat);
};
/**
 * Numbers of a run that goes on change with every second beat or so: nobody reads faster, and what is not written need
 * not be drawn.
 */
const showWithBeat = () => {
  isPlanned = false;
  // With a beat that is early, as they need a frame too.
  const isTime = performance.now() - shownAt >= pace.numbers - pace.charts / 2;
  const areNumbers =
    preferences.getState().visible && differInNumbers(runStore.facts.getState(), shownFacts.getState());
  if (areNumbers && !isTime) showSoon();
  else show();
};
// Whatever is no news of a run under way, a state above all, shows at once.
runStore.facts.subscribe((now) => {
  const isChanged = now.state !== shownFacts.getState().state;
  if (isChanged) beat.hurry();
  if (isChanged || !isRunning(now.state)) show();
  else showSoon();
});
runStore.series.subscribe(beat.request);

/** What looking costs, as it is drawn. */
export const shownCosts = createStore<LookCosts>(() => connection.costs.getState());
connection.costs.subscribe(() => beat.next(() => shownCosts.setState(connection.costs.getState(), true)));

/** Whether facts of a run under way differ in numbers only. */
function differInNumbers(now: RunFacts, shown: RunFacts): boolean {
  const names = ['plan', 'log', 'batch', 'edits', 'modes', 'isPreparing'] as const;
  return names.every((name) => now[name] === shown[name]);
}
// A run that is gone takes with it what the person had arranged for it.
runStore.facts.subscribe((now, before) => {
  if (!before.plan || now.plan) return;
  workspace.setState(({ charts }) => ({
    clearedLog: -1,
    isSavingChart: false,
    isGoingTo: false,
    chosenStep: undefined,
    batchFile: undefined,
    charts: { ...charts, zoom: undefined },
  }));
});
preferences.subscribe(({ visible }, before) => {
  beat.setVisible(visible);
  if (visible !== before.visible) connection.tellPace();
  show();
});

/** A part of the facts, as they are drawn. Select the smallest value that will do. */
export function useRun<T>(select: (facts: RunFacts) => T): T {
  return useStore(shownFacts, select);
}

/** A part of what the shell has said. */
export function usePreferences<T>(select: (preferences: Preferences) => T): T {
  return useStore(preferences, select);
}

/** A part of how the window is arranged. */
export function useWorkspace<T>(select: (workspace: Workspace) => T): T {
  return useStore(workspace, select);
}

/** The language of the window. */
export function useLanguage(): Language {
  return usePreferences(({ language }) => language);
}

/** Every visible word, in the language of the window. */
export function useText(): Catalogue {
  return textOf(useLanguage());
}
