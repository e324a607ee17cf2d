import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { arrays, NdArray } from '../../../../../main/training/data';
import { arraysOfRows, rowsOfArrays } from '../../../../../main/training/debug/replay/kept-rows';
import type { GeneratorExperiment } from '../../../../../main/training/experiment';
import { noisyExperiment } from '../../session/session-fixture';
import { DebuggedSession } from '../debugged-session';

const ids = [
  { source: '/data/a.csv', rows: Int32Array.of(7, 2) },
  { source: '数据.npy', rows: Int32Array.of(40_000_001) },
];

describe('where rows come from, as arrays of a file', () => {
  const named = (written = arraysOfRows(ids)) =>
    new Map(written.map(({ name, values, shape }) => [name, new NdArray(values, [...shape])]));

  it('is what it was when it is read again', () => {
    expect(rowsOfArrays(named())).toEqual(ids);
    expect(rowsOfArrays(named(arraysOfRows([])))).toEqual([]);
  });

  it.each([
    ['no list', '7'],
    ['no JSON', '[["a", 3]'],
    ['no pairs', '[["a"]]'],
    ['another number of rows', '[["a", 4]]'],
    ['numbers as sources', '[[1, 3]]'],
  ])('is unknown where the file holds %s under its names', (_what, text) => {
    const other = named().set('sources', new NdArray(new Uint8Array(Buffer.from(text)), [text.length]));
    expect(rowsOfArrays(other)).toBeUndefined();
  });

  it('is unknown where the file has numbers of rows alone', () => {
    const alone = named();
    alone.delete('sources');
    expect(rowsOfArrays(alone)).toBeUndefined();
  });
});

describe('a batch that was kept', () => {
  let folder = '';
  let run: DebuggedSession;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'batchpoint-rows-'));
  });
  afterEach(() => {
    run.close();
    rmSync(folder, { recursive: true });
  });

  const rows = 12;
  const { stepsPerEpoch: _, validation: __, ...rest } = noisyExperiment;
  /** Shuffled rows of an array, one of them with NaN. */
  const experiment = (spoiled?: number): GeneratorExperiment => ({
    ...rest,
    train: () => {
      const x = Float32Array.from({ length: rows * 4 }, (_, at) => Math.sin(at));
      if (spoiled !== undefined) x[spoiled * 4] = NaN;
      return arrays({
        x: new NdArray(x, [rows, 4]),
        y: new NdArray(
          Int32Array.from({ length: rows }, (_, row) => row % 3),
          [rows],
        ),
        batchSize: 4,
        shuffle: true,
      });
    },
  });

  it('still points to the rows of its source when its file is opened', async () => {
    run = await DebuggedSession.open(experiment());
    await run.step(2);
    const { rowIds } = (await run.ask('batch'))!;
    expect(rowIds).toHaveLength(4);
    const file = join(folder, 'batch.npz');
    writeFileSync(file, (await run.ask('batchFile'))!.bytes);
    await run.step(1);
    expect((await run.ask('fileBatch', file)).detail).toMatchObject({ file, rowIds });
  });

  it('does so as a case of NaN, too', async () => {
    run = await DebuggedSession.open(experiment(5));
    run.session.run();
    await run.rest();
    expect(run.session.state).toMatchObject({ why: { kind: 'not-finite' } });
    const { rowIds } = (await run.ask('pendingBatch'))!;
    expect(rowIds!.map(({ row }) => row)).toContain(5);
    const found = await run.ask('bisect');
    if (!found || !('folder' in found)) throw new Error('the case is not kept');
    expect((await run.ask('fileBatch', found.folder)).detail.rowIds).toEqual(rowIds);
  });
});
