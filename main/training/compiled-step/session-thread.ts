import { createRequire } from 'node:module';
import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads';
import type { NativeBackend } from './native-binding';
import { serveSessions, type Answer, type Request, type ServerData } from './session-server';
import { untilChanged } from './until-changed';

/** Milliseconds after which a thread that does not answer is given up. */
const patience = 600_000;

/**
 * A thread that runs sessions while this one does something else. It has a TensorFlow of its own in the same process:
 * tensors travel as numbers. Answers come in the order of the requests.
 */
export class SessionThread {
  readonly #port: MessagePort;
  /** How many requests were made, and how many are answered. */
  readonly #counts = new Int32Array(new SharedArrayBuffer(8));
  /** Those that wait for an answer, oldest first. */
  readonly #open: ((answer: Answer) => void)[] = [];
  #received = 0;

  /** @param addon file of TensorFlow's binding */
  constructor(addon: string) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    const worker = new Worker(`(${serveSessions.toString()})(require, ${untilChanged.toString()})`, {
      eval: true,
      workerData: { addon, counts: this.#counts, port: port2 } satisfies ServerData,
      transferList: [port2],
    });
    // Neither keeps the process alive.
    worker.unref();
    port1.unref();
  }

  /** @throws Error with TensorFlow's words */
  ask(request: Request): Answer {
    return this.begin(request)();
  }

  /**
   * Begins what is asked for.
   * @returns waits for the answer, and throws what failed; to be called once
   */
  begin(request: Request): () => Answer {
    let answer: Answer | undefined;
    this.#open.push((received) => (answer = received));
    this.#port.postMessage(request);
    Atomics.add(this.#counts, 0, 1);
    Atomics.notify(this.#counts, 0);
    return () => {
      while (!answer) this.#receive();
      if (answer.kind === 'failed') throw new Error(answer.message);
      return answer;
    };
  }

  /** Waits for the next answer. */
  #receive(): void {
    const isAnswered = untilChanged(this.#counts, 1, this.#received, patience);
    const received = receiveMessageOnPort(this.#port) as { readonly message: Answer } | undefined;
    if (!isAnswered || !received) throw new Error('The thread of the sessions does not answer.');
    this.#received += 1;
    this.#open.shift()!(received.message);
  }
}

let thread: SessionThread | undefined;

/** The one thread of the process, started when it is first needed; undefined where the binding's file is not known. */
export function sessionThread({ binding }: NativeBackend): SessionThread | undefined {
  const { cache } = createRequire(import.meta.url);
  const addon = Object.keys(cache).find((file) => cache[file]?.exports === binding);
  if (addon !== undefined) thread ??= new SessionThread(addon);
  return thread;
}
