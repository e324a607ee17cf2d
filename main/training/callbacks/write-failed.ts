import { CodedError, messageOf } from '../../contract/errors';

/** What a callback says of a file that it could not write. */
export function writeFailed(file: string, error: unknown): CodedError<'write-failed'> {
  return new CodedError('write-failed', { file, message: messageOf(error) }, { cause: error });
}
