import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { freePath, makeAtFreePath } from '../../../main/files/free-name';

async function folderOf(...names: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'batchpoint-free-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const name of names) await mkdir(join(folder, name));
  return folder;
}

test('the wanted name is taken, or the first number behind it that is free', async () => {
  const folder = await folderOf('run', 'run-2', 'run-4', 'step.png');
  expect(freePath(join(folder, 'other'))).toBe(join(folder, 'other'));
  expect(freePath(join(folder, 'run'))).toBe(join(folder, 'run-3'));
  expect(freePath(join(folder, 'step'), '.png')).toBe(join(folder, 'step-2.png'));
});

test('two that make something at the same time make two', async () => {
  const folder = await folderOf('run');
  const make = () => makeAtFreePath((path) => mkdir(path), join(folder, 'run'));
  expect((await Promise.all([make(), make()])).sort()).toEqual([join(folder, 'run-2'), join(folder, 'run-3')]);
  expect((await readdir(folder)).sort()).toEqual(['run', 'run-2', 'run-3']);
  await expect(makeAtFreePath((path) => mkdir(join(path, 'deep')), join(folder, 'none'))).rejects.toThrow('ENOENT');
});
