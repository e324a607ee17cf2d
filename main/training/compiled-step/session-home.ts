import type { Signature } from './graph-session';
import type { GraphNode } from './messages';
import type { NativeBackend, NativeTensor } from './native-binding';
import type { Answer, Values } from './session-server';
import type { SessionThread } from './session-thread';

/** Where sessions live: a thread, which has TensorFlow's part of them. */
export type SessionHome = {
  /** @returns its number there */
  load(folder: string, tags: string, nodes: readonly GraphNode[]): number;
  delete(session: number): void;
  run(session: number, signature: Signature, tensors: readonly number[]): NativeTensor[];
  /** Begins a run with what the tensors hold now. @returns waits for its results; to be called once */
  begin(session: number, signature: Signature, tensors: readonly number[]): () => NativeTensor[];
};

/** Sessions in this thread: a run is over when it has begun. */
export function ownHome({ binding }: NativeBackend): SessionHome {
  const run: SessionHome['run'] = (session, { inputs, outputs }, tensors) =>
    binding.runSavedModel(session, tensors, inputs, outputs);
  return {
    load: (folder, tags) => binding.loadSavedModel(folder, tags),
    delete: (session) => binding.deleteSavedModel(session),
    run,
    begin: (...given) => {
      const results = run(...given);
      return () => results;
    },
  };
}

type Form = Pick<Values, 'shape' | 'dtype'>;

/** Shape and type of what a graph is given, by `name:0`. */
function formsOf(nodes: readonly GraphNode[]): ReadonlyMap<string, Form> {
  const placeholders = nodes.filter(({ op }) => op === 'Placeholder');
  return new Map(
    placeholders.map(({ name, attr }) => {
      const { type } = attr['dtype'] as { readonly type: number };
      const { shape } = attr['shape'] as { readonly shape: { readonly dim: readonly { readonly size: number }[] } };
      return [`${name}:0`, { dtype: type, shape: shape.dim.map(({ size }) => size) }];
    }),
  );
}

/** Sessions in another thread: what goes in and what comes out is copied. */
export function threadHome({ binding }: NativeBackend, thread: SessionThread): SessionHome {
  const forms = new Map<number, ReadonlyMap<string, Form>>();
  const begin: SessionHome['begin'] = (session, { inputs: inputNames, outputs: outputNames }, tensors) => {
    const names = inputNames.split(',');
    const inputs = tensors.map((id, at): Values => ({
      ...forms.get(session)!.get(names[at]!)!,
      values: binding.tensorDataSync(id),
    }));
    const finish = thread.begin({ kind: 'run', session, inputs, inputNames, outputNames });
    return () => (finish() as Extract<Answer, { kind: 'ran' }>).outputs.map(arrive);
  };
  const arrive = ({ shape, dtype, values }: Values): NativeTensor => ({
    id: binding.createTensor(shape, dtype, values),
    shape,
    dtype,
  });
  return {
    load: (folder, tags, nodes) => {
      const { session } = thread.ask({ kind: 'load', folder, tags }) as Extract<Answer, { kind: 'loaded' }>;
      forms.set(session, formsOf(nodes));
      return session;
    },
    delete: (session) => {
      forms.delete(session);
      thread.ask({ kind: 'delete', session });
    },
    run: (...given) => begin(...given)(),
    begin,
  };
}
