import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { CodedError, type ErrorReport } from '../../../../main/contract/errors';
import { errorText } from '../../../../main/contract/text';
import type { NdArray } from '../../../../main/training/data/nd-array';
import type { Sequence } from '../../../../main/training/experiment';
import { englishIn } from '../../contract/text/english';

/** A folder for the files of one test file; it is gone afterwards. */
export function scratchFolder(): { readonly path: string; write(name: string, data: string | Uint8Array): string } {
  const path = mkdtempSync(join(tmpdir(), 'data-'));
  afterAll(() => rmSync(path, { recursive: true }));
  return {
    path,
    write(name, data) {
      const file = join(path, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, data);
      return file;
    },
  };
}

/** The two arrays of an item. */
export async function pairOf(source: Sequence, index = 0): Promise<readonly [x: NdArray, y: NdArray]> {
  return (await source.item(index)) as unknown as readonly [NdArray, NdArray];
}

/** All values of x in the order of one epoch. */
export async function inputsOf(source: Sequence, epoch = 0, seed = 7): Promise<number[]> {
  source.onEpochBegin?.(epoch, seed);
  const values: number[] = [];
  for (let index = 0; index < source.length; index += 1) values.push(...(await pairOf(source, index))[0].values);
  return values;
}

/** What is said of a file of data. */
type Said = {
  readonly file: string;
  readonly row?: number;
  readonly column?: string;
  readonly expected: string;
  readonly got: string;
};

/** What the error that work fails with says in English; in Chinese it has to be all Chinese. */
export async function dataErrorOf(work: () => unknown): Promise<Said> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'data-file') throw error;
    const { values } = error as CodedError<'data-file'>;
    const report: ErrorReport = { code: 'data-file', values };
    const [english, chinese] = (['en', 'zh-CN'] as const).map((language) => errorText(report, language));
    expect(englishIn(`${chinese!.expected} | ${chinese!.got}`)).toEqual([]);
    return { ...values, expected: english!.expected!, got: english!.got! };
  }
  throw new Error('expected a coded error');
}
