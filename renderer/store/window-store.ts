import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
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
import { createShownFacts } from './shown-facts';
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
/** Who keeps pictures of the charts at the steps of breakpoints that ask for one. */
export const pictureHits = new Set<(step: number) => void>();
/** The trainer of the run in view. */
export const connection = createConnection(
  runStore,
  () => (preferences.getState().visible ? pace.charts : hiddenMs),
  () => void window.batchpoint.request('trainer:ring'),
  (hit) => pictureHits.forEach((keep) => hit.actions.includes('picture') && keep(hit.step)),
);

/** The facts as they are drawn. */
export const shownFacts = createShownFacts({ facts: runStore.facts, preferences, beat, pace });
runStore.series.subscribe(beat.request);

/** What looking costs, as it is drawn. */
export const shownCosts = createStore<LookCosts>(() => connection.costs.getState());
connection.costs.subscribe(() => beat.next(() => shownCosts.setState(connection.costs.getState(), true)));

// A run that is gone takes with it what the person had arranged for it.
runStore.facts.subscribe((now, before) => {
  if (!before.plan || now.plan) return;
  workspace.setState(
    ({ charts, toast, ...others }) => ({
      ...others,
      // An edit of that run can't be taken back in another.
      ...(toast && toast.kind !== 'edited' && { toast }),
      clearedLog: -1,
      isSavingChart: false,
      isGoingTo: false,
      chosenStep: undefined,
      batchFile: undefined,
      batchRow: undefined,
      charts: { ...charts, zoom: undefined },
    }),
    true,
  );
});
preferences.subscribe(({ visible }, before) => {
  beat.setVisible(visible);
  if (visible !== before.visible) connection.tellPace();
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
