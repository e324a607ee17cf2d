import {
  protocolVersion,
  type Capability,
  type TrainerCommand,
  type TrainerMessage,
  type TrainerStatus,
} from '../contract/trainer-protocol';
import type { EventBuffer } from './event-buffer';

/** The trainer's end of a channel to a window; Electron's port is one. */
export type Port = {
  postMessage(message: TrainerMessage): void;
  on(event: 'message', listener: (message: { readonly data: TrainerCommand }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
};

type LinkedEvents = Pick<EventBuffer, 'since' | 'length'>;

/** How a run introduces itself. */
export type RunName = Pick<Extract<TrainerMessage, { kind: 'hello' }>, 'run' | 'resumes'>;

const capabilities: readonly Capability[] = [
  'pause',
  'step',
  'stepBack',
  'stepInto',
  'stop',
  'inspectBatch',
  'breakpoints',
];
const mostEvents = 5000;
/** Milliseconds between two batches of events, unless the window wants another pace. */
const usualPace = 100;
const slowestPace = 5000;

/**
 * Serves one window: says hello, and once the window has said by `catch-up` which event it lacks first, sends events in
 * order, in batches at the window's pace. What is asked for and what comes live are one stream.
 */
export class WindowLink {
  readonly #port: Port;
  readonly #events: LinkedEvents;
  /** Number of the next event to send; absent until the window has said from where. */
  #next: number | undefined;
  #status: TrainerStatus | undefined;
  #pace = usualPace;
  #dueAt = performance.now() + usualPace;
  #timer: NodeJS.Timeout | undefined;
  #turn: NodeJS.Immediate | undefined;
  #isPumping = false;
  #isClosed = false;

  constructor(port: Port, events: LinkedEvents, name: RunName, onCommand: (command: TrainerCommand) => void) {
    this.#port = port;
    this.#events = events;
    port.on('message', ({ data }) => {
      if (data.kind === 'pace') return this.#setPace(data.ms);
      if (data.kind !== 'catch-up') return onCommand(data);
      this.#next = Math.max(0, data.from);
      this.flush();
    });
    port.on('close', () => this.#end());
    port.start();
    this.send({ kind: 'hello', version: protocolVersion, ...name, capabilities, events: events.length });
  }

  send(message: TrainerMessage): void {
    if (!this.#isClosed) this.#port.postMessage(message);
  }

  /** Says how the run goes, together with what is sent next. */
  tell(status: TrainerStatus): void {
    this.#status = status;
    this.schedule();
  }

  /** Sends what is new before long. */
  schedule(): void {
    this.#timer ??= setTimeout(() => this.#keepPace(), Math.max(0, this.#dueAt - performance.now()));
  }

  /** Sends what is new now; a long history in several messages, between which the training goes on. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#isPumping) this.#pump();
    const status = this.#status;
    this.#status = undefined;
    if (status) this.send({ kind: 'status', status });
  }

  /** Sends what is new with the next turn of the process: what is said until then goes along. */
  flushInTurn(): void {
    this.#turn ??= setImmediate(() => {
      this.#turn = undefined;
      this.flush();
    });
  }

  close(): void {
    this.#end();
    this.#port.close();
  }

  /** A message that was late makes the next one come sooner. */
  #keepPace(): void {
    const now = performance.now();
    this.#dueAt = Math.max(this.#dueAt + this.#pace, now + this.#pace / 2);
    this.flush();
  }

  #setPace(ms: number): void {
    this.#pace = Math.min(Math.max(0, ms), slowestPace);
    this.#dueAt = -Infinity;
    this.flush();
  }

  #pump(): void {
    if (this.#isClosed || this.#next === undefined) return;
    const events = this.#events.since(this.#next, mostEvents);
    if (events.length === 0) return;
    this.send({ kind: 'events', from: this.#next, events });
    this.#next += events.length;
    if (this.#next >= this.#events.length) return;
    this.#isPumping = true;
    setImmediate(() => {
      this.#isPumping = false;
      this.#pump();
    });
  }

  #end(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    clearImmediate(this.#turn);
  }
}
