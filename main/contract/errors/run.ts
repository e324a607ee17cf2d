import type { AtBatch } from './batches';
import type { Description } from './phrases';

/** What can go wrong with calls and callbacks, and on the way of a run. */
export type RunErrors = {
  /** An exception in the person's own function; `where` names it (train, validation, model, loop, callbacks, ...). */
  'user-code': { where: string; message: string } & AtBatch;
  /** Of a call, by its Keras name in camelCase. */
  'wrong-argument': { name: string; expected: Description; got: string };
  /** What the person's own function gave back. */
  'wrong-result': { name: string; expected: string; got: string };
  /** A warning: the first epoch comes after the last. */
  'nothing-to-train': { initialEpoch: number; epochs: number };
  /** A warning: epochs were asked for of data without epochs. */
  'epochs-ignored': Record<never, never>;
  'already-training': { model: string };
  'illegal-command': { command: string; status: string };
  'file-name': { name: string; field: string; known: string };
  'monitor-missing': { callback: string; monitor: string; known: string };
  unexpected: { message: Description };
};
