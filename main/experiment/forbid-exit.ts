import { CodedError } from '../contract/errors';

/**
 * From here on `process.exit` throws, as an error of the code that calls it: a process that it ended could neither say why
 * nor keep what was trained.
 * @returns the real one, for what ends the process in earnest
 */
export function forbidExit(target: Pick<NodeJS.Process, 'exit'> = process): NodeJS.Process['exit'] {
  const exit = target.exit.bind(target);
  target.exit = (code) => {
    throw new CodedError('ends-process', { call: `process.exit(${code ?? ''})` });
  };
  return exit;
}
