import { createStore, type StoreApi } from 'zustand/vanilla';
import { isRunning } from '../../main/contract/run-state';
import type { Beat } from './beat';
import type { DrawingPace } from './drawing-pace';
import type { Preferences } from './preferences';
import type { RunFacts } from './run-facts';

type Parts = {
  readonly facts: StoreApi<RunFacts>;
  readonly preferences: StoreApi<Preferences>;
  readonly beat: Beat;
  readonly pace: DrawingPace;
};

/**
 * The facts as they are drawn. Whatever is no news of a run under way, a state above all, shows at once; numbers of a
 * run that goes on change with every second beat or so, as nobody reads faster. While the window is hidden all stand
 * still, whatever the run does.
 */
export function createShownFacts({ facts, preferences, beat, pace }: Parts): StoreApi<RunFacts> {
  const shown = createStore<RunFacts>(() => facts.getState());
  let shownAt = -Infinity;
  let isPlanned = false;
  const isVisible = () => preferences.getState().visible;

  const show = () => {
    if (!isVisible()) return;
    shownAt = performance.now();
    shown.setState(facts.getState(), true);
  };
  const showSoon = () => {
    if (isPlanned) return;
    isPlanned = true;
    beat.next(showWithBeat);
  };
  const showWithBeat = () => {
    isPlanned = false;
    // With a beat that is early, as they need a frame too.
    const isTime = performance.now() - shownAt >= pace.numbers - pace.charts / 2;
    if (!isTime && isVisible() && differInNumbers(facts.getState(), shown.getState())) showSoon();
    else show();
  };
  facts.subscribe((now) => {
    const isChanged = now.state !== shown.getState().state;
    if (isChanged) beat.hurry();
    if (isChanged || !isRunning(now.state)) show();
    else showSoon();
  });
  preferences.subscribe(show);
  return shown;
}

/** Whether facts of a run under way differ in numbers only. */
function differInNumbers(now: RunFacts, shown: RunFacts): boolean {
  const names = ['plan', 'log', 'batch', 'edits', 'modes', 'isPreparing'] as const;
  return names.every((name) => now[name] === shown[name]);
}
