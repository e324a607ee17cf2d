import type { TrainingEvent } from '../../main/contract/training-event';

/** A row of the log, numbered in the order in which they came. */
export type LogRow = Omit<Extract<TrainingEvent, { type: 'log' }>, 'type'> & { readonly id: number };
