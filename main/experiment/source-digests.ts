import { createHash } from 'node:crypto';
import type { SourceFile } from '../contract/run-state';
import type { SourceDigest } from '../contract/trainer-start';

/** What the files of an experiment held when they were read, by which a change on disk is told. */
export function digestsOf(sources: readonly SourceFile[]): readonly SourceDigest[] {
  return sources.map(({ path, text }) => ({ path, hash: createHash('sha256').update(text).digest('hex') }));
}
