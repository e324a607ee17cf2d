import { closeSync, fstatSync, openSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { writeFailed } from '../contract/errors';
import type { TrainingEvent } from '../contract/training-event';

/** A file of JSON lines, one for each batch and each epoch of a run. */
export type RunLog = {
  /**
   * What an earlier run has left goes: this one begins.
   * @param after where it goes on, if it does: the lines up to there stay
   * @throws CodedError `write-failed`
   */
  begin(after?: LogPlace): void;
  /** @throws CodedError `write-failed`, once: what follows is put behind until the end */
  write(event: TrainingEvent): void;
  /** Tries once more what could not be written: the run goes on behind it. */
  close(): void;
};

/** Updates that are done, and the epoch that the next belongs to. */
export type LogPlace = { readonly step: number; readonly epoch: number };

/** JSON has no NaN and no infinities: they are written as strings. */
const plain = (value: number): number | string => (Number.isFinite(value) ? value : String(value));

/** The line of an event, or undefined for one that the log does not hold. Of an epoch whose data ended, `early`: its batches. */
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
    const { epoch, early, logs } = event;
    const values = Object.entries(logs).map(([key, value]) => [key, plain(value)] as const);
    return JSON.stringify({
      type: 'epoch',
      epoch,
      ...(early !== undefined && { early }),
      ...Object.fromEntries(values),
    });
  }
  return undefined;
}

/** Bytes of the lines of a log up to a place. A line that was not written to its end is none. */
function bytesUpTo(log: Buffer, { step, epoch }: LogPlace): number {
  let at = 0;
  for (let end = log.indexOf('\n'); end >= 0; end = log.indexOf('\n', at)) {
    const line = parsed(log.toString('utf8', at, end));
    const isBefore = line?.type === 'batch' ? (line.step ?? Infinity) <= step : (line?.epoch ?? Infinity) < epoch;
    if (!isBefore) break;
    at = end + 1;
  }
  return at;
}

type Line = { readonly type?: unknown; readonly step?: number; readonly epoch?: number };

function parsed(line: string): Line | undefined {
  try {
    return (JSON.parse(line) as Line | null) ?? undefined;
  } catch {
    return undefined;
  }
}

/**
 * Opens the file, so that one that can't be written is known at once. Each line is on disk when its batch is done.
 * @throws CodedError `write-failed`
 */
export function openRunLog(file: string): RunLog {
  const writing = <Result>(work: () => Result): Result => {
    try {
      return work();
    } catch (error) {
      throw writeFailed(file, error);
    }
  };
  // Not for reading as well: of a pipe, the process would be a reader itself, and wait for itself once the other has gone.
  const descriptor = writing(() => openSync(file, 'a'));
  const isFile = fstatSync(descriptor).isFile();
  const size = (): number => fstatSync(descriptor).size;
  let whole = size();
  const unwritten: string[] = [];
  const append = (text: string): void => {
    try {
      writeFileSync(descriptor, text);
      whole += Buffer.byteLength(text);
    } catch (error) {
      // The beginning of what did not fit on the disk goes.
      if (isFile) truncateSync(file, whole);
      throw error;
    }
  };
  return {
    begin: (after) =>
      writing(() => {
        if (isFile) truncateSync(file, after && bytesUpTo(readFileSync(file), after));
        whole = size();
      }),
    write: (event) => {
      const line = logLine(event);
      if (line === undefined) return;
      if (unwritten.push(`${line}\n`) > 1) return;
      writing(() => append(unwritten[0]!));
      unwritten.length = 0;
    },
    close: () => {
      try {
        if (unwritten.length > 0) append(unwritten.join(''));
      } catch {
        // It has been said that the log can't be written.
      }
      closeSync(descriptor);
    },
  };
}
