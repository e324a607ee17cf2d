import { createStore } from 'zustand/vanilla';
import type { SaveResult } from '../../main/contract/ipc';

/** How the person has arranged the window, and what stands over it for the moment. */
export type Workspace = {
  readonly isBottomOpen: boolean;
  /** Batches of one Step N. */
  readonly stepCount: number;
  readonly isSavingChart: boolean;
  readonly toast?: Toast;
  /** Log rows up to this one are cleared from view. */
  readonly clearedLog: number;
};

/** A short word on how something ended. Each has its own number, so that the same words can be said twice. */
export type Toast = { readonly id: number } & (
  { readonly kind: 'save'; readonly result: SaveResult } | { readonly kind: 'copied' }
);

export function createWorkspace() {
  return createStore<Workspace>(() => ({ isBottomOpen: true, stepCount: 10, isSavingChart: false, clearedLog: -1 }));
}
