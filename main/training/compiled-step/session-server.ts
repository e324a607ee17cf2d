import type * as Threads from 'node:worker_threads';
import type { NativeBinding } from './native-binding';
import type { untilChanged } from './until-changed';

/** What the thread is started with. */
export type ServerData = {
  /** File of TensorFlow's binding. */
  readonly addon: string;
  /** How many requests were made, and how many are answered. */
  readonly counts: Int32Array;
  readonly port: Threads.MessagePort;
};

/** A tensor on its way between threads. */
export type Values = {
  readonly shape: readonly number[];
  readonly dtype: number;
  readonly values: Float32Array | Int32Array | Uint8Array;
};

/** What a thread of sessions is asked for. */
export type Request =
  | { readonly kind: 'load'; readonly folder: string; readonly tags: string }
  | { readonly kind: 'delete'; readonly session: number }
  | {
      readonly kind: 'run';
      readonly session: number;
      readonly inputs: readonly Values[];
      readonly inputNames: string;
      readonly outputNames: string;
    };

/** What it answers, one answer for each request. */
export type Answer =
  | { readonly kind: 'loaded'; readonly session: number }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'ran'; readonly outputs: readonly Values[] }
  | { readonly kind: 'failed'; readonly message: string };

/**
 * All that runs in the thread. It is handed over as text: nothing from outside of it can be used but types.
 * @param load Node's `require` there
 * @param wait {@link untilChanged}, handed over in the same way
 */
export function serveSessions(load: (module: string) => unknown, wait: typeof untilChanged): void {
  const threads = load('node:worker_threads') as typeof Threads;
  const { addon, counts, port } = threads.workerData as ServerData;
  let binding: NativeBinding | undefined;

  const answer = (request: Request): Answer => {
    binding ??= load(addon) as NativeBinding;
    const tensorflow = binding;
    if (request.kind === 'load') {
      return { kind: 'loaded', session: tensorflow.loadSavedModel(request.folder, request.tags) };
    }
    if (request.kind === 'delete') {
      tensorflow.deleteSavedModel(request.session);
      return { kind: 'deleted' };
    }
    const { session, inputs, inputNames, outputNames } = request;
    const given = inputs.map(({ shape, dtype, values }) => tensorflow.createTensor(shape, dtype, values));
    try {
      const results = tensorflow.runSavedModel(session, given, inputNames, outputNames);
      const outputs = results.map(({ id, shape, dtype }) => ({ shape, dtype, values: tensorflow.tensorDataSync(id) }));
      for (const { id } of results) tensorflow.deleteTensor(id);
      return { kind: 'ran', outputs };
    } finally {
      for (const id of given) tensorflow.deleteTensor(id);
    }
  };

  for (let served = 0; ; served += 1) {
    wait(counts, 0, served);
    const received = threads.receiveMessageOnPort(port) as { readonly message: Request } | undefined;
    let said: Answer;
    try {
      said = answer(received!.message);
    } catch (error) {
      said = { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
    }
    port.postMessage(said);
    Atomics.add(counts, 1, 1);
    Atomics.notify(counts, 1);
  }
}
