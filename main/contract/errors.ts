import type { BatchErrors } from './errors/batches';
import type { ConditionErrors } from './errors/conditions';
import type { DataErrors } from './errors/data';
import type { DebuggerErrors } from './errors/debugger';
import type { ExperimentErrors } from './errors/experiment';
import type { ModelErrors } from './errors/models';
import type { Description, Phrase } from './errors/phrases';
import type { RunErrors } from './errors/run';
import type { SavedErrors } from './errors/saved';
import type { ShellErrors } from './errors/shell';

/** Every error code with the values its sentence needs. An error travels as these; window and CLI word it. */
export type ErrorValues = BatchErrors &
  ConditionErrors &
  DataErrors &
  DebuggerErrors &
  ExperimentErrors &
  ModelErrors &
  RunErrors &
  SavedErrors &
  ShellErrors;
/** Which error it is; each has its own values and sentences. */
export type ErrorCode = keyof ErrorValues;

/** A place in the person's own file; line and column count from 1. `excerpt` holds the lines around it. */
export type Place = {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly excerpt?: { readonly firstLine: number; readonly lines: readonly string[] };
};

/** `detail` is text for "copy details" only (a stack, a log tail): never a headline. */
export type ErrorReport<Code extends ErrorCode = ErrorCode> = {
  [C in Code]: {
    readonly code: C;
    readonly values: ErrorValues[C];
    readonly place?: Place;
    readonly detail?: string;
  };
}[Code];

/** An error that knows its code and values; everything that may reach a person is one of these. */
export class CodedError<Code extends ErrorCode = ErrorCode> extends Error {
  readonly code: Code;
  readonly values: ErrorValues[Code];

  constructor(code: Code, values: ErrorValues[Code], options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(values)}`, options);
    this.name = 'CodedError';
    this.code = code;
    this.values = values;
  }
}

/** Any thrown value as a report: what is not coded becomes `unexpected` with its message. */
export function reportOf(error: unknown, place?: Place): ErrorReport {
  const at = place ? { place } : {};
  const stacks = stacksOf(error);
  const detail = stacks === '' ? {} : { detail: stacks };
  if (error instanceof CodedError) {
    const { code, values } = error as CodedError;
    return { code, values, ...at, ...detail } as ErrorReport;
  }
  return { code: 'unexpected', values: { message: reasonOf(error) }, ...at, ...detail };
}

/** The stack of an error and those of its causes. */
function stacksOf(error: unknown): string {
  const seen = new Set<Error>();
  for (let each = error; each instanceof Error && !seen.has(each); each = each.cause) seen.add(each);
  return [...seen].flatMap(({ stack }) => (stack ? [stack] : [])).join('\n\n');
}

/** What is said of a file that could not be written. */
export function writeFailed(file: string, error: unknown): CodedError<'write-failed'> {
  return new CodedError('write-failed', { file, message: reasonOf(error) }, { cause: error });
}

/** Something that does not fit, found where nothing is known of file or field: whoever knows them makes a coded error of it. */
export class MisfitError extends RangeError {
  readonly misfit: Phrase;

  constructor(misfit: Phrase) {
    super(JSON.stringify(misfit));
    this.name = 'MisfitError';
    this.misfit = misfit;
  }
}

/** Why something failed: in words of the catalogue where it has some, else as the message says. */
export function reasonOf(error: unknown): Description {
  if (error instanceof MisfitError) return error.misfit;
  const message = messageOf(error);
  if (error instanceof SyntaxError && message.includes('JSON')) return { phrase: 'no-json', message };
  // Errors of the operating system and of zlib, unlike Node's own, have a number too.
  const { code, errno } = (error ?? {}) as { readonly code?: unknown; readonly errno?: unknown };
  return typeof code === 'string' && typeof errno === 'number' ? { phrase: 'system-error', code, message } : message;
}

/** What a thrown value says. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
