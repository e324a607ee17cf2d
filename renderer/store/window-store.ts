import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { textOf } from '../../main/contract/text';
import type { Catalogue } from '../../main/contract/text/catalogue';
import type { Language } from '../../main/contract/text';
import { createConnection } from './connection';
import { drawingPace } from './drawing-pace';
import { createPreferences } from './preferences';
import type { Preferences } from './preferences';
import type { RunFacts } from './run-facts';
import { createRunStore } from './run-store';
import { createWorkspace } from './workspace';
import type { Workspace } from './workspace';

export const preferences = createPreferences();
export const workspace = createWorkspace();
export const runStore = createRunStore();
export const connection = createConnection(runStore);

/** The facts as they are drawn: they stand still while the window is hidden, whatever the run does. */
export const shownFacts = createStore<RunFacts>(() => runStore.facts.getState());

/**
 * Milliseconds between two changes of the numbers of a run that goes on: nobody reads faster, and what is not written
 * need not be drawn. Anything else, a state above all, shows at once.
 */
const numbersMs = drawingPace().numbers;
/** A little earlier will do where news has come anyway, a little later where none comes: no frame for numbers alone. */
const slackMs = 60;
let shownAt = -Infinity;
let timer: number | undefined;

const show = () => {
  clearTimeout(timer);
  timer = undefined;
  if (!preferences.getState().visible) return;
  shownAt = performance.now();
  shownFacts.setState(runStore.facts.getState(), true);
};
runStore.facts.subscribe((now) => {
  const shown = shownFacts.getState();
  const onlyNumbers = now.state === shown.state && now.log === shown.log && now.batch === shown.batch;
  const wait = shownAt + numbersMs - performance.now();
  if (now.state.status !== 'running' || !onlyNumbers || wait <= slackMs) show();
  else timer ??= window.setTimeout(show, wait + slackMs);
});
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
preferences.subscribe(show);

export function useRun<T>(select: (facts: RunFacts) => T): T {
  return useStore(shownFacts, select);
}

export function usePreferences<T>(select: (preferences: Preferences) => T): T {
  return useStore(preferences, select);
}

export function useWorkspace<T>(select: (workspace: Workspace) => T): T {
  return useStore(workspace, select);
}

export function useLanguage(): Language {
  return usePreferences(({ language }) => language);
}

/** Every visible word, in the language of the window. */
export function useText(): Catalogue {
  return textOf(useLanguage());
}
