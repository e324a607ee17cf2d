import { readFile, stat } from 'node:fs/promises';
import { MisfitError, reasonOf } from '../contract/errors';
import type { Description } from '../contract/errors/phrases';
import type { TrainingEvent } from '../contract/training-event';
import { eventsOfBytes } from './event-buffer';
import { mostTailBytes } from './tail-file';
import { framesIn, type TailFrame } from './tail-frames';

/** What is in the file of a tail. */
export type Tail = {
  readonly events: readonly TrainingEvent[];
  /** Bytes of what could be read. */
  readonly end: number;
  /** Why the rest could not be; absent: there is none. */
  readonly trouble?: Description;
};

/** What was told behind a kept state, by all processes that have died since; nothing where there is no file. */
export async function readTail(path: string): Promise<Tail> {
  const reader = new TailReader();
  let end = 0;
  try {
    const { size } = await stat(path);
    if (size > mostTailBytes) throw new Error(`${size} B > ${mostTailBytes} B`);
    for (const { frame, end: frameEnd } of framesIn(await readFile(path))) {
      reader.take(frame);
      end = frameEnd;
    }
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return { events: reader.events, end, ...(!isMissing && { trouble: reasonOf(error) }) };
  }
  return { events: reader.events, end };
}

/** Puts the events of frames one behind the other; of a piece that was written again as it was fuller, what is new. */
class TailReader {
  readonly events: TrainingEvent[] = [];
  /** Number of the next event, as its process counts them. */
  #next = 0;

  take(frame: TailFrame): void {
    if ('from' in frame) {
      this.#next = frame.from;
      return;
    }
    const events = eventsOfBytes(frame);
    if (!events.every(isEvent)) throw new MisfitError({ phrase: 'no-events' });
    for (const event of events.slice(Math.max(0, this.#next - frame.first))) this.events.push(event);
    this.#next = Math.max(this.#next, frame.first + events.length);
  }
}

function isEvent(value: unknown): boolean {
  return typeof (value as Partial<TrainingEvent> | null)?.type === 'string';
}
