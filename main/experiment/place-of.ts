import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { basename, resolve, sep } from 'node:path';
import type { Message } from 'esbuild';
import { CodedError, type Place } from '../contract/errors';
import type { SourceFile } from '../contract/run-state';
import { pathOf } from '../training/data/file-path';
import type { Bundle } from './bundle';
import { prefixOf } from './source-files';

const linesAround = 2;
const frame = /^ *at (?:.*\()?((?:file:\/\/)?(?:\/|[A-Za-z]:)[^()]*?):(\d+):(\d+)\)?$/;

/** The file that a bundle is run from, by which its frames are known. */
export const moduleName = (hash: string): string => `${hash}.mjs`;

/**
 * Where in the person's own code an error arose: esbuild's report for a file that can't be built, else the first frame
 * of the stack that lies in a source of the bundle (the person's files before packages they use).
 */
export function placeOf(error: unknown, bundle?: Bundle): Place | undefined {
  const [message] = (error as { errors?: readonly Message[] } | undefined)?.errors ?? [];
  if (message?.location) return placeOfMessage(message.location);
  if (!(error instanceof Error)) return undefined;
  // Our own error says what was wrong, its cause where; another's own place comes first.
  return error instanceof CodedError
    ? (placeOf(error.cause, bundle) ?? placeInStack(error, bundle))
    : (placeInStack(error, bundle) ?? placeOf(error.cause, bundle));
}

function placeOfMessage(location: NonNullable<Message['location']>): Place | undefined {
  const file = resolve(location.file);
  const text = textOf(file);
  if (text === undefined) return undefined;
  return placeIn({ path: file, text }, location.line, location.column + 1);
}

function placeInStack(error: Error, bundle: Bundle | undefined): Place | undefined {
  if (!bundle) return undefined;
  const frames = (error.stack ?? '').split('\n').flatMap((text) => {
    const [, path, line, column] = frame.exec(text) ?? [];
    if (path === undefined) return [];
    const original = originalOf({ path: pathOf(path), line: Number(line), column: Number(column) }, bundle);
    const source = bundle.sources.find((each) => each.path === original.path);
    return source ? [{ source, ...original }] : [];
  });
  const own = frames.find(({ path }) => !path.includes(`${sep}node_modules${sep}`)) ?? frames[0];
  return own && placeIn(own.source, own.line, own.column);
}

type Position = { readonly path: string; readonly line: number; readonly column: number };

/** Node maps stacks itself, unless something else in the process has taken their formatting over. */
function originalOf(position: Position, { hash, map }: Bundle): Position {
  if (basename(position.path) !== moduleName(hash)) return position;
  const entry = new SourceMap(JSON.parse(map) as SourceMapPayload).findEntry(position.line - 1, position.column - 1);
  if (!('originalSource' in entry)) return position;
  return { path: pathOf(entry.originalSource), line: entry.originalLine + 1, column: entry.originalColumn + 1 };
}

/** A place with the lines around it; the column is corrected for what stood before the text's first line. */
export function placeIn(source: SourceFile, line: number, column: number): Place {
  const prefix = line === 1 ? prefixOf(source.path, source.text).length : 0;
  const lines = source.text.split(/\r?\n/);
  const firstLine = Math.max(1, line - linesAround);
  return {
    file: source.path,
    line,
    column: Math.max(1, column - prefix),
    excerpt: { firstLine, lines: lines.slice(firstLine - 1, line + linesAround) },
  };
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
