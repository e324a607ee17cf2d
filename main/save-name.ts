import { parse } from 'node:path';
import type { PictureFormat } from './contract/ipc';

const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i;
const longest = 120;

/** What the window saves: pictures, batches, lists of rows. */
export type FileFormat = PictureFormat | 'npz' | 'csv';

/** A name that every file system takes, with the ending of its format; no folder can be part of it. */
export function safeFileName(name: string, format: FileFormat): string {
  return `${safeName(name.replace(/\.(png|svg|npz|csv)$/i, ''))}.${format}`;
}

/** The same of a folder. */
export function safeName(name: string): string {
  const bare = name
    .replace(/[\p{Cc}<>:"/\\|?*]+/gu, '-')
    .replace(/^[\s.-]+|[\s.]+$/g, '')
    .slice(0, longest);
  return bare === '' ? 'batchpoint' : reserved.test(bare) ? `${bare}-1` : bare;
}

/** A path as it was typed into the dialog, with the ending of its format. */
export function withEnding(path: string, format: FileFormat): string {
  return parse(path).ext.toLowerCase() === `.${format}` ? path : `${path}.${format}`;
}
