import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ways, type Way } from '../main/training/bits-matrix';
import { thereAndBack, type Part } from '../main/training/time-travel/travel-matrix';
import { buildProgram } from './endurance';

const course = { back: 50, end: 200 };

describe('all networks with all optimizers, compiled and eager, over shuffled data', () => {
  let folder = '';
  const firsts: { readonly way: Way; readonly saved: string; readonly first: Part }[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'batchpoint-matrix-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each(ways)('$network, $optimizer, eager $eager: 150 steps and the weights are the same bits', async (way) => {
    const [history, saved] = ['history', 'saved'].map((name) => join(folder, `${firsts.length}-${name}`));
    await Promise.all([history!, saved!].map((path) => mkdir(path)));
    const { first, again, state } = await thereAndBack(way, course, { history: history!, saved: saved! });
    expect(first.mode).toBe(way.eager ? 'eager' : 'compiled');
    expect(state).toMatchObject({ step: course.back, why: { exactness: { kind: 'exact' } } });
    expect(first.own).toHaveLength(course.end - course.back);
    expect(again).toEqual(first);
    firsts.push({ way, saved: saved!, first });
  });

  it('go on to the same bits in a new process', async () => {
    const program = await buildProgram('resume-child');
    const given = JSON.stringify(firsts.map(({ way, saved }) => ({ way, saved })));
    const { stdout } = await promisify(execFile)(process.execPath, [program, given, String(course.end)], {
      maxBuffer: 64 * 1024 * 1024,
    });
    const parts = JSON.parse(stdout) as Part[];
    expect(parts).toHaveLength(ways.length);
    parts.forEach((part, at) => expect(part, JSON.stringify(firsts[at]!.way)).toEqual(firsts[at]!.first));
  });
});
