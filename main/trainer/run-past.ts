import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deadAt, deathLine, deathsFile, deathsOf, type Death } from '../contract/death';
import type { ErrorReport } from '../contract/errors';
import type { TrainingEvent } from '../contract/training-event';
import { unpackEvents } from './event-buffer';
import { readTail } from './read-tail';
import { tailName } from './told-tail';

/** What was told of a run by the processes before, until the last of them died. */
export type RunPast = {
  /** How many events the state holds that the run goes on from. */
  readonly told: number;
  /** Those, and behind them what is lost and will be trained again. */
  readonly events: readonly TrainingEvent[];
  /** Deaths that are not among the events, as lines of the log. */
  readonly deaths: readonly TrainingEvent[];
  /** Bytes of what could be read of the file behind the state. */
  readonly end: number;
  /** Not all that is lost can be shown. */
  readonly trouble?: ErrorReport;
};

/**
 * @param folder of a saved run
 * @param packed what was told up to there
 */
export async function readPast(folder: string, packed: Uint8Array): Promise<RunPast> {
  const told = [...unpackEvents(packed)];
  const file = join(folder, tailName(told.length));
  const { events: since, end, trouble } = await readTail(file);
  const events = [...told, ...since];
  const deaths = linesOf(await deathsIn(folder), events);
  const past = { told: told.length, events, deaths, end };
  if (trouble === undefined) return past;
  return { ...past, trouble: { code: 'tail-unread', values: { file, message: trouble } } };
}

/** What can't be read counts as never written: the run goes on all the same. */
async function deathsIn(folder: string): Promise<readonly Death[]> {
  try {
    return deathsOf(JSON.parse(await readFile(join(folder, deathsFile), 'utf8')));
  } catch {
    return [];
  }
}

/** Those that no process has told yet. */
function linesOf(deaths: readonly Death[], events: readonly TrainingEvent[]): readonly TrainingEvent[] {
  const told = new Set(events.map((event) => (event.type === 'log' ? event.time : undefined)));
  const seen = lastStep(events);
  return deaths
    .filter(({ time }) => !told.has(time))
    .map(({ time, step, error }) => deathLine(deadAt({ status: 'trainer-died', step, error }, seen), time));
}

/** The newest step that was trained since the run was last gone on with. */
function lastStep(events: readonly TrainingEvent[]): number | undefined {
  for (let at = events.length - 1; at >= 0; at -= 1) {
    const event = events[at]!;
    if (event.type === 'batch-end') return event.step;
    if (event.type === 'resumed' || event.type === 'line') return undefined;
  }
  return undefined;
}
