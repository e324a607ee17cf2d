import { exportedNames, type MenuName, type PictureFormat, type Requests } from './contract/ipc';
import { watchingOf } from './watching-file';

/** No picture or text of the window is bigger. */
const mostBytes = 64 * 1024 * 1024;

const menuNames: readonly MenuName[] = ['file', 'run', 'debug', 'view', 'export', 'help'];
const formats: readonly PictureFormat[] = ['png', 'svg'];

type Check = (value: unknown) => boolean;
type Fields = { readonly [name: string]: Check };

const isText: Check = (value) => typeof value === 'string' && value.length <= mostBytes;
const isPath: Check = (value) => typeof value === 'string' && value.length <= 32_768 && !value.includes('\0');
const isFlag: Check = (value) => typeof value === 'boolean';
const isPixels: Check = (value) => Number.isSafeInteger(value);
const isStep: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isBytes: Check = (value) => value instanceof Uint8Array && value.byteLength > 0 && value.byteLength <= mostBytes;
/** A batch, or all values of a run, may be bigger. */
const isBatch: Check = (value) => value instanceof Uint8Array && value.byteLength <= 16 * mostBytes;
const isOneOf =
  (...known: readonly unknown[]): Check =>
  (value) =>
    known.includes(value);
const hasFields =
  (fields: Fields): Check =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(fields).every(([name, check]) => check((value as { readonly [name: string]: unknown })[name]));

const areExported: Check = (value) =>
  Array.isArray(value) &&
  value.length <= exportedNames.length &&
  value.every(hasFields({ name: isOneOf(...exportedNames), bytes: isBatch }));

const isWatching: Check = (value) => watchingOf(value) !== undefined;

/** What each request must bring along. The types hold for our own page; this holds for whatever reaches us. */
const checks: { readonly [Name in keyof Requests]: readonly Check[] } = {
  'app:info': [],
  'trainer:attach': [],
  'trainer:ring': [],
  'experiment:choose': [],
  'experiment:open': [isPath],
  'experiment:close': [],
  'run:choose': [],
  'left-runs:list': [],
  'left-runs:lost': [],
  'left-runs:open': [isText],
  'left-runs:remove': [isText],
  'run:save': [],
  'experiment:resume': [],
  'experiment:restart': [hasFields({ run: isFlag, reseeds: (value) => value === undefined || isFlag(value) })],
  'watching:keep': [isWatching],
  'watching:read': [],
  'picture:save': [hasFields({ name: isText, format: isOneOf(...formats), bytes: isBytes })],
  'picture:keep': [hasFields({ step: isStep, png: isBytes })],
  'batch:save': [hasFields({ name: isText, bytes: isBatch })],
  'batch:choose': [],
  'picture:save-window': [],
  'export:save': [hasFields({ name: isText, files: areExported })],
  'picture:copy': [isBytes],
  'window:menu': [hasFields({ name: isOneOf(...menuNames), x: isPixels, y: isPixels })],
  'window:control': [isOneOf('minimise', 'maximise', 'close')],
  'text:copy': [isText],
  'docs:open': [hasFields({ page: isOneOf('training', 'debugging') })],
};

/** Whether values are those of a request, in number, kind and size. */
export function areValuesOf<Name extends keyof Requests>(
  name: Name,
  values: readonly unknown[],
): values is Parameters<Requests[Name]> {
  const expected = checks[name];
  return values.length === expected.length && expected.every((check, index) => check(values[index]));
}
