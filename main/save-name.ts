import { parse } from 'node:path';
import type { PictureFormat } from './contract/ipc';

const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i;
const longest = 120;

/** What the window saves: pictures, batches, lists of rows. */
export type FileFormat = PictureFormat | 'npz' | 'csv';

/** A name that every file system takes, with the ending of its format; no folder can be part of it. */
export function safeFileName(name: string, format: FileFormat): string {
  const bare = name
    .replace(/\.(png|svg|npz|csv)$/i, '')
    .replace(/[\p{Cc}<>:"/\\|?*]+/gu, '-')
    .replace(/^[\s.-]+|[\s.]+$/g, '')
    .slice(0, longest);
  const usable = bare === '' ? 'batchpoint' : reserved.test(bare) ? `${bare}-1` : bare;
  return `${usable}.${format}`;
}

/** A path as it was typed into the dialog, with the ending of its format. */
export function withEnding(path: string, format: FileFormat): string {
  return parse(path).ext.toLowerCase() === `.${format}` ? path : `${path}.${format}`;
}
