import { parse } from 'node:path';
import type { PictureFormat } from './contract/ipc';

const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i;
const longest = 120;

/** A name that every file system takes, with the ending of its format; no folder can be part of it. */
export function safePictureName(name: string, format: PictureFormat): string {
  const bare = name
    .replace(/\.(png|svg)$/i, '')
    .replace(/[\p{Cc}<>:"/\\|?*]+/gu, '-')
    .replace(/^[\s.-]+|[\s.]+$/g, '')
    .slice(0, longest);
  const usable = bare === '' ? 'batchpoint' : reserved.test(bare) ? `${bare}-1` : bare;
  return `${usable}.${format}`;
}

/** A path as it was typed into the dialog, with the ending of its format. */
export function withEnding(path: string, format: PictureFormat): string {
  return parse(path).ext.toLowerCase() === `.${format}` ? path : `${path}.${format}`;
}
