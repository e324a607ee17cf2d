import { closeSync, openSync, writeFileSync } from 'node:fs';
import { writeFailed } from '../contract/errors';
import type { TrainingEvent } from '../contract/training-event';

/** A file of JSON lines, one for each batch and each epoch of a run. */
export type RunLog = {
  /** @throws CodedError `write-failed` */
  write(event: TrainingEvent): void;
  close(): void;
};

/** JSON has no NaN and no infinities: they are written as strings. */
const plain = (value: number): number | string => (Number.isFinite(value) ? value : String(value));

/** The line of an event, or undefined for one that the log does not hold. */
export function logLine(event: TrainingEvent): string | undefined {
  if (event.type === 'batch-end') {
    const { step, epoch, batch, own, means, ms } = event;
    const values = Object.entries(own).flatMap(([key, value]) => {
      const mean = means[key];
      return [[key, plain(value)] as const, ...(mean === undefined ? [] : [[`${key}Mean`, plain(mean)] as const])];
    });
    return JSON.stringify({ type: 'batch', step, epoch, batch, ...Object.fromEntries(values), ms });
  }
  if (event.type === 'epoch-end') {
    const values = Object.entries(event.logs).map(([key, value]) => [key, plain(value)] as const);
    return JSON.stringify({ type: 'epoch', epoch: event.epoch, ...Object.fromEntries(values) });
  }
  return undefined;
}

/**
 * Begins the file anew. Each line is on disk when its batch is done.
 * @throws CodedError `write-failed`
 */
export function openRunLog(file: string): RunLog {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'w');
  } catch (error) {
    throw writeFailed(file, error);
  }
  return {
    write: (event) => {
      const line = logLine(event);
      if (line === undefined) return;
      try {
        writeFileSync(descriptor, `${line}\n`);
      } catch (error) {
        throw writeFailed(file, error);
      }
    },
    close: () => closeSync(descriptor),
  };
}
