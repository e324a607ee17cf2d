import type { Description } from './phrases';

/** What can go wrong with models and runs on disk. */
export type SavedErrors = {
  /** A folder holds no run to go on from, or no step that was kept because of NaN. */
  'nothing-kept': { folder: string; what: 'run' | 'case' };
  /** A state that was kept belongs to a model of other variables, or a run to other models. */
  'other-model': { file: string; expected: string; got: Description };
  'model-file': { file: string; expected: string; got: Description };
  /** A custom loop that is to go on in another process. */
  'resume-loop': Record<never, never>;
  /** A run that is to be saved stands inside a batch. */
  'run-inside': Record<never, never>;
  /** A saved run does not say which experiment it is of. */
  'run-without-file': { folder: string };
  /** A warning: the run can't keep itself on disk. */
  'run-not-kept': { folder: string; message: Description };
  /** A warning: snapshots can't be written. */
  'history-disk': { folder: string; message: Description };
};
