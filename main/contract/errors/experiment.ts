import type { Description } from './phrases';

/** What can be wrong with an experiment file. */
export type ExperimentErrors = {
  'file-missing': { file: string };
  /** A name that none of the data that comes with Batchpoint has. */
  'data-not-shipped': { name: string; known: string };
  'file-unreadable': { file: string; message: Description };
  'syntax-error': { message: string };
  'import-missing': { message: string };
  'throws-while-loading': { message: string };
  /** The code ends the process that it runs in. */
  'ends-process': { call: string };
  /** The code waits for something, and nothing is left in the process that could happen. */
  'never-settles': { step: number };
  'no-default-export': { file: string };
  'wrong-field': { field: string; expected: string; got: string };
  'missing-field': { field: string; expected: string };
  'unknown-field': { field: string; known: string };
  'mode-unclear': { fields: string };
  'not-trusted': { file: string };
};
