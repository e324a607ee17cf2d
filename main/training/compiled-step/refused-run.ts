import { messageOf } from '../../contract/errors';

/** A run of a graph that TensorFlow refused: its update has not been written. */
export class RefusedRun extends Error {
  constructor(reason: unknown) {
    super(messageOf(reason), { cause: reason });
  }
}

/** Whatever a session's run throws becomes a {@link RefusedRun}. */
export function refusedBy<Result>(run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw new RefusedRun(error);
  }
}
