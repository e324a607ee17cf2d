import { RunEnded } from './run-ended';

/** Appends a later error to the chain of causes of the first one, so that details show both. */
function withLater(first: unknown, later: unknown): void {
  const seen = new Set<unknown>([later]);
  for (let error = first; error instanceof Error && !seen.has(error); error = error.cause) {
    seen.add(error);
    if (error.cause !== undefined && error.cause !== null) continue;
    error.cause = later;
    return;
  }
}

/**
 * Runs `use`, then `close`, whether or not `use` has thrown.
 * @throws what `use` threw, with what `close` threw as its last cause; else what `close` threw
 */
export async function closing<Result>(use: () => Promise<Result>, close: () => Promise<void>): Promise<Result> {
  let result: Result;
  try {
    result = await use();
  } catch (first) {
    try {
      await close();
    } catch (later) {
      if (first instanceof RunEnded) throw later; // nothing else had failed
      withLater(first, later);
    }
    throw first;
  }
  await close();
  return result;
}

/** Runs `use` and, only if it throws, all of `closes` in their order. What `use` threw is never hidden. */
export async function closingAfterError<Result>(
  use: () => Promise<Result>,
  ...closes: readonly (() => Promise<void>)[]
): Promise<Result> {
  try {
    return await use();
  } catch (error) {
    const failing = (): Promise<Result> => Promise.reject(error as Error);
    return closes.reduce((before, close) => () => closing(before, close), failing)();
  }
}
