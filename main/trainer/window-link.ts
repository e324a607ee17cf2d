import {
  protocolVersion,
  type Capability,
  type TrainerCommand,
  type TrainerMessage,
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
/** Between two batches of events: ten a second. */
const batchMs = 100;

/**
 * Serves one window: says hello, and once the window has said by `catch-up` which event it lacks first, sends events in
 * order, in batches. What is asked for and what comes live are one stream.
 */
export class WindowLink {
  readonly #port: Port;
  readonly #events: EventBuffer;
  /** Number of the next event to send; absent until the window has said from where. */
  #next: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isPumping = false;
  #isClosed = false;

  constructor(port: Port, events: EventBuffer, run: string, onCommand: (command: TrainerCommand) => void) {
    this.#port = port;
    this.#events = events;
    port.on('message', ({ data }) => {
      if (data.kind !== 'catch-up') return onCommand(data);
      this.#next = Math.max(0, data.from);
      this.flush();
    });
    port.on('close', () => this.#end());
    port.start();
    this.send({ kind: 'hello', version: protocolVersion, run, capabilities, events: events.length });
  }

  send(message: TrainerMessage): void {
    if (!this.#isClosed) this.#port.postMessage(message);
  }

  /** Sends what is new before long. */
  schedule(): void {
    this.#timer ??= setTimeout(() => this.flush(), batchMs);
  }

  /** Sends what is new now; a long history in several messages, between which the training goes on. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#isPumping) this.#pump();
  }

  close(): void {
    this.#end();
    this.#port.close();
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
  }
}
