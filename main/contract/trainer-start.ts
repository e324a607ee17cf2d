import type { Breakpoint } from './debug/breakpoint';
import type { ErrorReport } from './errors';
import type { Language } from './text';
import type { RunState, SavedPlace } from './run-state';

/** How a run is started; the same for window and command line. */
export type RunOptions = {
  /** Overrides the experiment's own. */
  readonly epochs?: number;
  readonly stepsPerEpoch?: number;
  readonly seed?: number;
  /** Begin at once instead of waiting for Run. */
  readonly autorun: boolean;
  /** Print a Keras-like progress line to standard output. */
  readonly progress: boolean;
};

/** What a saved run is one of, so that it can be opened by itself. */
export type RunOrigin = {
  /** Path of the experiment file. */
  readonly file: string;
  readonly name: string;
  /** Where they were given from outside. */
  readonly epochs?: number;
  readonly stepsPerEpoch?: number;
};

/** Where a run goes on. */
export type ResumeFrom = {
  /** Folder of the saved run. */
  readonly folder: string;
  /** The runs whose processes died, each of which went on from the one before, and the step of the saved one; absent: a person opened it. */
  readonly after?: { readonly runs: readonly string[]; readonly step: number };
};

/** Shell to training process, over its parent port. A `window` message carries one MessagePort. */
export type HostMessage =
  | {
      readonly kind: 'start';
      readonly run: string;
      readonly file: string;
      readonly options: RunOptions;
      /** Absent: it begins at its first batch. */
      readonly resume?: ResumeFrom;
      /** Where the run keeps itself for the case that this process dies; absent: nowhere. */
      readonly keepFolder?: string;
      /** The person has said beforehand (`--trust`) that the code of this file may run. */
      readonly isTrusted?: boolean;
      /** Those that the person has set for this file. */
      readonly breakpoints?: readonly Breakpoint[];
      /** Files below this folder are shipped with Batchpoint and need no question. */
      readonly examplesFolder: string;
      /** Where the hashes of the code that the person trusts are kept. */
      readonly trustFile: string;
      /** Rung when a message is not to wait for the next break between batches; absent: there is none. */
      readonly bellFile?: string;
      readonly threads: number;
      readonly language: Language;
    }
  /** Pauses the run and saves it in a folder; answered by `run-saved`. */
  | { readonly kind: 'save'; readonly folder: string }
  | { readonly kind: 'window' };

/** One of the files that an experiment is made of, and what it held when it was read. */
export type SourceDigest = {
  readonly path: string;
  /** SHA-256 of its text, without a byte order mark. */
  readonly hash: string;
};

/**
 * How it ended that a run was to be saved. `before`: the step that the run stood inside; it was saved as it was before it.
 */
export type SavingEnd = { readonly error?: ErrorReport; readonly before?: number };

/** Training process to shell. The window hears of it over its own port; the shell needs it for menu and scripts. */
export type HostReport =
  | { readonly kind: 'state'; readonly state: RunState }
  /** The run can go on from here in another process, from now on. */
  | { readonly kind: 'saved'; readonly saved: SavedPlace }
  /** The run was saved as asked, or why it was not. */
  | ({ readonly kind: 'run-saved' } & SavingEnd)
  /** What the run is made of: said once, when it has been read. */
  | { readonly kind: 'sources'; readonly sources: readonly SourceDigest[] }
  /** Now and then while it trains, so that the shell can say how far a run came whose process died. */
  | { readonly kind: 'progress'; readonly step: number };
