import { CodedError } from '../contract/errors';

type Where = { readonly where: string; readonly epoch?: number; readonly batch?: number };

/** Wraps an exception of the person's own code in a coded error, as its cause; a coded error is returned as it is. */
export function userCodeError(error: unknown, at: Where): CodedError {
  if (error instanceof CodedError) return error as CodedError;
  const message = error instanceof Error ? error.message : String(error);
  return new CodedError('user-code', { ...at, message }, { cause: error });
}

/** Runs the person's own code. */
export async function runUserCode<Result>(at: Where, run: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    throw userCodeError(error, at);
  }
}
