import { CodedError, type ErrorCode, type ErrorValues } from '../contract/errors';
import type { AtBatch } from '../contract/errors/batches';

/** Errors that belong to one batch. */
const ofBatch: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'user-code',
  'yield-form',
  'missing-key',
  'count-mismatch',
  'shape-mismatch',
  'rows-differ',
  'empty-batch',
  'not-finite-input',
  'class-out-of-range',
  'token-out-of-range',
  'class-weight-missing',
]);

/** Adds the batch to an error that belongs to one; values that the error has itself win. Other errors are unchanged. */
function placed(error: unknown, at: AtBatch): unknown {
  if (!(error instanceof CodedError) || !ofBatch.has((error as CodedError).code)) return error;
  const { code, values, cause } = error as CodedError;
  return new CodedError(code, { ...at, ...values } as ErrorValues[ErrorCode], { cause: cause ?? error });
}

/** Runs something and adds the batch to an error that it throws; `at` is asked only then. */
export async function placing<Result>(at: () => AtBatch, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    throw placed(error, at());
  }
}
