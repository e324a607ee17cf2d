import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { electronExecutable, example, isRoot, root, temporaryFolder } from './app';
import { readPng } from './png';

type Ended = { readonly code: number; readonly output: string };

function electron(args: readonly string[], userData: string): Promise<Ended> {
  const flags = isRoot ? ['--no-sandbox'] : [];
  const env = { ...process.env, BATCHPOINT_USER_DATA: userData };
  return new Promise((done) => {
    execFile(electronExecutable(), [root, ...flags, ...args], { env, timeout: 100_000 }, (error, out, log) => {
      done({ code: error ? Number(error.code ?? -1) : 0, output: `${out}\n${log}` });
    });
  });
}

const brief = ['--run', '--progress', '--epochs', '1', '--steps-per-epoch', '5', '--exit'];

describe('a run from a script', () => {
  it('trains, leaves a picture of the finished window and exits 0', async () => {
    await temporaryFolder(async (folder) => {
      const picture = join(folder, 'digits.png');
      const args = [example('digits'), ...brief, '--screenshot', picture];
      const { code, output } = await electron(args, folder);
      expect(output).toMatch(/5\/5/);
      expect(code).toBe(0);
      const { width, height, colours } = readPng(picture);
      expect(width).toBeGreaterThanOrEqual(1024);
      expect(height).toBeGreaterThanOrEqual(640);
      expect(colours).toBeGreaterThan(100);
    });
  });

  it('exits with another code than 0 if the experiment cannot run', async () => {
    await temporaryFolder(async (folder) => {
      const { code } = await electron([join(folder, 'missing.ts'), ...brief], folder);
      expect(code).toBeGreaterThan(0);
    });
  });
});
