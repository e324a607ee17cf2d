import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Breakpoint } from '../../main/contract/debug/breakpoint';
import type { BreakpointsState } from '../../main/contract/debug/watching';
import { keepAsking } from './keep-asking';
import { beat, connection, preferences, runStore } from './window-store';

/** The breakpoints as the window shows them, and what the person is doing with them. */
export type BreakpointsNow = BreakpointsState & {
  readonly watches: readonly string[];
  /** The one that is being written; `isNew`: it is not in the list. */
  readonly editing: { readonly breakpoint: Breakpoint; readonly isNew: boolean } | undefined;
};

const nothing: BreakpointsNow = { breakpoints: [], counts: {}, problems: {}, watches: [], editing: undefined };
const store = createStore<BreakpointsNow>(() => nothing);
let again: () => void = () => undefined;
let added = 0;
/** Of the list: what was asked before a change says nothing about it. */
let version = 0;

/** A breakpoint as it begins: it pauses before the update is written. */
function freshBreakpoint(condition: string): Breakpoint {
  const id = `${Date.now().toString(36)}-${(added += 1)}`;
  return {
    id,
    condition,
    isEnabled: true,
    when: 'before-commit',
    hits: { kind: 'always' },
    actions: [{ kind: 'pause' }],
  };
}

function keep(): void {
  const { breakpoints: list, watches } = store.getState();
  void window.batchpoint.request('watching:keep', { breakpoints: list, watches });
}

function replace(list: readonly Breakpoint[]): void {
  version += 1;
  store.setState({ breakpoints: list });
  connection.send({ kind: 'set-breakpoints', breakpoints: list });
  keep();
  again();
}

/** What a person does with breakpoints and watches. */
export const breakpoints = {
  getState: store.getState,
  subscribe: store.subscribe,
  /** Opens the editor: for one of the list, or for a new one. */
  edit(breakpoint: Breakpoint | undefined): void {
    const editing = { breakpoint: breakpoint ?? freshBreakpoint(''), isNew: breakpoint === undefined };
    store.setState({ editing });
  },
  leave(): void {
    store.setState({ editing: undefined });
  },
  /** Puts one into the list, in place of the one that it was, which may have been switched on or off meanwhile. */
  save(breakpoint: Breakpoint): void {
    const list = store.getState().breakpoints;
    const { id } = breakpoint;
    const isKnown = list.some((each) => each.id === id);
    const changed = (each: Breakpoint) => (each.id === id ? { ...breakpoint, isEnabled: each.isEnabled } : each);
    store.setState({ editing: undefined });
    replace(isKnown ? list.map(changed) : [...list, breakpoint]);
  },
  remove(id: string): void {
    if (store.getState().editing?.breakpoint.id === id) store.setState({ editing: undefined });
    replace(store.getState().breakpoints.filter((each) => each.id !== id));
  },
  setEnabled(id: string, isEnabled: boolean): void {
    replace(store.getState().breakpoints.map((each) => (each.id === id ? { ...each, isEnabled } : each)));
  },
  /** Stops at a step, or no longer. */
  toggleAt(step: number): void {
    const condition = `step == ${step}`;
    const list = store.getState().breakpoints;
    const others = list.filter((each) => each.condition !== condition);
    replace(others.length < list.length ? others : [...list, freshBreakpoint(condition)]);
  },
  setWatches(watches: readonly string[]): void {
    store.setState({ watches });
    keep();
  },
};

/** Keeps list and counts fresh; called once. @returns a function that ends it */
export function watchBreakpoints(): () => void {
  const asking = keepAsking<BreakpointsState | undefined>({
    ask: async () => {
      const asked = version;
      const state = await connection.ask('breakpoints');
      return asked === version ? state : undefined;
    },
    tell: (state) => state && store.setState(state),
    facts: runStore.facts,
    // Where there are none, none is hit while the run moves.
    isVisible: () => preferences.getState().visible && store.getState().breakpoints.length > 0,
    now: () => performance.now(),
    later: (tell) => beat.next(tell),
  });
  again = asking.again;
  const unsubscribe = runStore.facts.subscribe(({ plan }, before) => {
    // The plan of a run comes again when its number of steps changes.
    if (plan?.file === before.plan?.file) return;
    store.setState(nothing, true);
    if (!plan) return;
    again();
    // The shell says at once what it has given the run: one more breakpoint is not to take the place of them all.
    const asked = version;
    void window.batchpoint.request('watching:read').then((kept) => asked === version && store.setState(kept));
  });
  return () => {
    asking.end();
    unsubscribe();
  };
}

/** A part of what is known of breakpoints and watches. */
export function useBreakpoints<T>(select: (now: BreakpointsNow) => T): T {
  return useStore(store, select);
}
