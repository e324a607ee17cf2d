import { concat, engine, tidy, type Scalar, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import type { CompiledModel } from '../model/compiled-model';
import { catchLookups, type Lookup } from '../model/lookups';
import { lookupGradient, type Gradient, type LookupGradient } from '../optimizers/clip-gradients';

/** A loss with its gradients by variable name; a variable that it does not depend on has none. */
export type Gradients = { readonly total: Scalar; readonly byName: ReadonlyMap<string, Gradient> };

type RowsOf = (lookup: Lookup) => Tensor | undefined;

/** The lookups in an embedding's table that the loss depends on, concatenated as in Keras. */
function lookupsIn(table: Variable, lookups: readonly Lookup[], rowsOf: RowsOf): LookupGradient | undefined {
  const used = lookups.filter((lookup) => lookup.table === table && rowsOf(lookup));
  if (used.length === 0) return undefined;
  const [size, ...row] = table.shape;
  const rows = used.map((lookup) => rowsOf(lookup)!.reshape([lookup.indices.size, ...row]));
  const indices = used.map((lookup) => lookup.indices);
  return used.length === 1
    ? lookupGradient(rows[0]!, indices[0]!.clone(), size!)
    : lookupGradient(concat(rows), concat(indices), size!);
}

/** A table that is also used directly (by a regularizer, as shared weights) has a dense gradient, as other variables. */
function joined(direct: Tensor | undefined, lookups: LookupGradient | undefined): Gradient | undefined {
  return direct && lookups ? direct.add(lookups.sum) : (lookups ?? direct);
}

/** Disposes of what the tape still holds after a forward or backward pass has thrown. */
function forgetTape(): void {
  const { state } = engine();
  if (state.gradientDepth > 0) return;
  for (const { saved } of (state.activeTape as typeof state.activeTape | null) ?? []) {
    for (const tensor of saved ?? []) tensor.dispose();
  }
  state.activeTape = [];
}

/**
 * Loss and gradients of a model, operation by operation, in the caller's scope.
 * @param forward computes the loss
 */
export function differentiate({ trainable }: CompiledModel, forward: () => Scalar): Gradients {
  if (trainable.length === 0) return { total: tidy(forward), byName: new Map() };
  const values = trainable.map(({ value }) => value);
  const lookups: Lookup[] = [];
  // The forward pass adds its lookups to the sources; they are read only when the backward pass begins.
  const sources: Tensor[] = [...values];
  const onLookup = (lookup: Lookup): void => {
    lookups.push(lookup);
    sources.push(lookup.output);
  };
  try {
    const { value: total, grads } = catchLookups({ among: new Set(values), onLookup }, () =>
      engine().gradients<Scalar>(forward, sources as Scalar[], undefined, true),
    );
    const found = grads as readonly (Tensor | undefined)[];
    const rowsOf = (lookup: Lookup): Tensor | undefined => found[values.length + lookups.indexOf(lookup)];
    const byName = trainable.flatMap(({ name, value }, index) => {
      const gradient = joined(found[index], lookupsIn(value, lookups, rowsOf));
      return gradient ? [[name, gradient] as const] : [];
    });
    return { total, byName: new Map(byName) };
  } catch (error) {
    forgetTape();
    throw error;
  } finally {
    for (const { indices } of lookups) indices.dispose();
  }
}
