import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import type * as Files from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { logLine, openRunLog } from '../../../main/cli/run-log';
import type { BatchEnd } from '../../../main/contract/training-event';
import { folderOf } from '../experiment/experiment-folder';

/** Takes ten more letters of what is written. */
const disk = vi.hoisted(() => ({ isFull: false }));
vi.mock('node:fs', async (original) => {
  const files = await original<typeof Files>();
  const writeFileSync = (descriptor: number, text: string): void => {
    if (!disk.isFull) return files.writeFileSync(descriptor, text);
    files.writeSync(descriptor, text.slice(0, 10));
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  };
  return { ...files, writeFileSync };
});

const event: BatchEnd = {
  type: 'batch-end',
  step: 101,
  epoch: 1,
  batch: 0,
  rows: 32,
  own: { loss: 0.5, accuracy: NaN },
  means: { loss: 0.75, accuracy: Infinity },
  ms: 12.5,
};

test('a batch has its own values and the means so far; NaN and infinities are strings', () => {
  expect(JSON.parse(logLine(event)!)).toEqual({
    type: 'batch',
    step: 101,
    epoch: 1,
    batch: 0,
    loss: 0.5,
    lossMean: 0.75,
    accuracy: 'NaN',
    accuracyMean: 'Infinity',
    ms: 12.5,
  });
});

test('a custom loop has no means', () => {
  const line = logLine({ ...event, own: { 'generator/loss': 2 }, means: {} })!;
  expect(JSON.parse(line)).toEqual({ type: 'batch', step: 101, epoch: 1, batch: 0, 'generator/loss': 2, ms: 12.5 });
});

test('an epoch has its logs, validation included', () => {
  const line = logLine({ type: 'epoch-end', epoch: 0, step: 100, logs: { loss: 1, val_loss: -Infinity } })!;
  expect(JSON.parse(line)).toEqual({ type: 'epoch', epoch: 0, loss: 1, val_loss: '-Infinity' });
});

test('an epoch whose data ended says how many batches it had', () => {
  const line = logLine({ type: 'epoch-end', epoch: 2, step: 27, logs: { loss: 1 }, early: 7 })!;
  expect(JSON.parse(line)).toEqual({ type: 'epoch', epoch: 2, early: 7, loss: 1 });
});

test('an older log stays until a run begins', async () => {
  const file = join(await folderOf({ 'run.jsonl': 'older\n' }), 'run.jsonl');
  const log = openRunLog(file);
  expect(await readFile(file, 'utf8')).toBe('older\n');
  log.begin();
  expect(await readFile(file, 'utf8')).toBe('');
  log.close();
});

test('a run that goes on keeps the lines up to where it does, and none that was cut short', async () => {
  const lines = [1, 2, 3, 4].map((step) => logLine({ ...event, step, epoch: step > 2 ? 1 : 0 })!);
  const epoch = (number: number) => logLine({ type: 'epoch-end', epoch: number, step: 0, logs: { loss: 1 } })!;
  const whole = [lines[0], lines[1], epoch(0), lines[2], lines[3], epoch(1)].map((line) => `${line}\n`);
  const left = async (text: string, after: { readonly step: number; readonly epoch: number }): Promise<string> => {
    const file = join(await folderOf({ 'run.jsonl': text }), 'run.jsonl');
    const log = openRunLog(file);
    log.begin(after);
    log.close();
    return readFile(file, 'utf8');
  };
  expect(await left(whole.join(''), { step: 3, epoch: 1 })).toBe(whole.slice(0, 4).join(''));
  expect(await left(whole.join(''), { step: 2, epoch: 1 })).toBe(whole.slice(0, 3).join(''));
  expect(await left(whole.join('').slice(0, -3), { step: 9, epoch: 2 })).toBe(whole.slice(0, 5).join(''));
  expect(await left('no log\n', { step: 9, epoch: 2 })).toBe('');
});

test('what is no file can be a log, too', () => {
  const log = openRunLog('/dev/null');
  log.begin();
  log.write(event);
  log.close();
});

test('each line is on disk at once; other events leave none', async () => {
  const file = join(await folderOf({}), 'run.jsonl');
  const log = openRunLog(file);
  log.write(event);
  log.write({ type: 'state', state: { status: 'ready', step: 0 } });
  expect(await readFile(file, 'utf8')).toBe(`${logLine(event)}\n`);
  log.close();
});

test('a file that cannot be written is said by name', () => {
  expect(() => openRunLog('/nowhere/run.jsonl')).toThrow(expect.objectContaining({ code: 'write-failed' }));
});

test('a pipe that nobody reads any more is an error and not a wait', async () => {
  const fifo = join(await folderOf({}), 'log');
  execFileSync('mkfifo', [fifo]);
  const reader = spawn('head', ['-n', '1', fifo], { stdio: 'ignore' });
  const ended = once(reader, 'exit');
  const log = openRunLog(fifo);
  log.begin();
  log.write(event);
  await ended;
  expect(() => log.write(event)).toThrow(expect.objectContaining({ code: 'write-failed' }));
  log.close();
});

test('what did not fit on the disk is written at the end, if there is room by then', async () => {
  const file = join(await folderOf({}), 'run.jsonl');
  const log = openRunLog(file);
  log.write(event);
  disk.isFull = true;
  expect(() => log.write({ ...event, step: 102 })).toThrow(expect.objectContaining({ code: 'write-failed' }));
  expect(await readFile(file, 'utf8')).toBe(`${logLine(event)}\n`);
  log.write({ ...event, step: 103 });
  disk.isFull = false;
  log.close();
  const steps = (await readFile(file, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { step: number }).step);
  expect(steps).toEqual([101, 102, 103]);
});

test('a line that can’t be written is no error of the person’s code', async () => {
  const file = join(await folderOf({}), 'run.jsonl');
  const log = openRunLog(file);
  log.close();
  expect(() => log.write(event)).toThrow(expect.objectContaining({ code: 'write-failed' }));
});
