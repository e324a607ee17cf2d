import type { TrainerMessage } from '../../main/contract/trainer-protocol';
import type { TrainingEvent } from '../../main/contract/training-event';

type Hello = Extract<TrainerMessage, { kind: 'hello' }>;
type Events = Extract<TrainerMessage, { kind: 'events' }>;

/** How far the window has read the numbered events of a run. `asked`: a catch-up is on its way. */
export type StreamPosition = { readonly run: string | undefined; readonly next: number; readonly asked: boolean };

/** Nothing has been read. */
export const streamStart: StreamPosition = { run: undefined, next: 0, asked: false };

/** What a message means: events to apply, and the number to ask a catch-up from, if any are missing. */
export type StreamStep = {
  readonly position: StreamPosition;
  readonly fresh: readonly TrainingEvent[];
  readonly askFrom?: number;
};

/** A trainer introduces itself: `same` run, one that `goesOn` from what the window shows in a new process, or a `new` one. */
export type Meeting = StreamStep & { readonly run: 'same' | 'goesOn' | 'new' };

/** The same run goes on where the window stands; the events of any other begin at 0. */
export function meet(position: StreamPosition, hello: Hello): Meeting {
  const isNewRun = hello.run !== position.run;
  const goesOn = position.run !== undefined && hello.resumes?.includes(position.run);
  const next = isNewRun ? 0 : position.next;
  const run = !isNewRun ? 'same' : goesOn ? 'goesOn' : 'new';
  return { position: { run: hello.run, next, asked: true }, fresh: [], askFrom: next, run };
}

/**
 * Takes what is new of an array. Events that are known already are left out; after a gap nothing is taken, and the
 * missing ones are asked for once: the answer holds all that came since.
 */
export function read(position: StreamPosition, message: Events): StreamStep {
  const { next, asked } = position;
  if (message.from > next) {
    const fresh: readonly TrainingEvent[] = [];
    return asked ? { position, fresh } : { position: { ...position, asked: true }, fresh, askFrom: next };
  }
  const fresh = message.events.slice(next - message.from);
  return { position: { ...position, next: next + fresh.length, asked: false }, fresh };
}
