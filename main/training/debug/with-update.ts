import type { CompiledModel } from '../model/compiled-model';
import type { ProposedUpdate } from '../optimizers/optimizer-state';

/** Runs something with the weights that an update proposes; afterwards the weights have their old bits again. */
export function withUpdate<Result>({ trainable }: CompiledModel, update: ProposedUpdate, run: () => Result): Result {
  const changed = trainable.flatMap(({ name, value }) => {
    const next = update.get(name)?.value;
    return next ? [{ value, next, before: value.clone() }] : [];
  });
  try {
    for (const { value, next } of changed) value.assign(next);
    return run();
  } finally {
    for (const { value, before } of changed) {
      value.assign(before);
      before.dispose();
    }
  }
}
