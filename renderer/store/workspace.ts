import { createStore } from 'zustand/vanilla';
import type { EditRecord } from '../../main/contract/debug/edits';
import type { ErrorReport } from '../../main/contract/errors';
import type { SaveResult } from '../../main/contract/ipc';
import { type ChartView, usualView } from '../chart-data/chart-view';
import type { Refusal } from './refusal';

/** Panels at the right: what holds now. */
export type InspectorTab = 'step' | 'batch' | 'layers' | 'optimizer' | 'edits' | 'whatIf';
/** Panels at the bottom: what was said. */
export type BottomTab = 'alerts' | 'watch' | 'log' | 'console';

/** How the person has arranged the window, and what stands over it for the moment. */
export type Workspace = {
  readonly inspectorTab: InspectorTab;
  readonly bottomTab: BottomTab;
  readonly isRailOpen: boolean;
  readonly isBottomOpen: boolean;
  /** Batches of one Step N. */
  readonly stepCount: number;
  readonly isSavingChart: boolean;
  /** Looking for a command. */
  readonly isPaletteOpen: boolean;
  /** Asking for a step to go to. */
  readonly isGoingTo: boolean;
  /** Path of a batch out of a file that the tab of the batch shows in place of the run's. */
  readonly batchFile: string | undefined;
  /** The row of that tab that is looked at closely, from 0; the first of its list if that has no such row. */
  readonly batchRow: number | undefined;
  /** A step of the timeline that the person has chosen and not yet gone to. */
  readonly chosenStep: number | undefined;
  readonly charts: ChartView;
  readonly toast?: Toast;
  /** What the log is filtered by. */
  readonly logFilter: string;
  /** Log rows up to this one are cleared from view. */
  readonly clearedLog: number;
};

/** A short word on how something ended. */
export type Toast =
  | { readonly kind: 'save'; readonly result: SaveResult }
  | { readonly kind: 'copied' }
  | { readonly kind: 'edited'; readonly record: EditRecord }
  | { readonly kind: 'edit-failed'; readonly error: ErrorReport }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** The window as it opens. */
export function createWorkspace() {
  return createStore<Workspace>(() => ({
    inspectorTab: 'batch',
    bottomTab: 'log',
    isRailOpen: true,
    isBottomOpen: true,
    stepCount: 10,
    isSavingChart: false,
    isPaletteOpen: false,
    isGoingTo: false,
    batchFile: undefined,
    batchRow: undefined,
    chosenStep: undefined,
    charts: usualView,
    logFilter: '',
    clearedLog: -1,
  }));
}
