import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { tensorflowEnvironment } from '../../main/contract/tensorflow-environment';

export type Sample = { readonly step: number; readonly tensors: number; readonly rss: number };

/** What a run said about itself. */
export type Endurance = {
  readonly status: string;
  readonly step: number;
  /** Taken right after a garbage collection, if collections are forced. */
  readonly samples: readonly Sample[];
  /** Of each step. */
  readonly ms: readonly number[];
};

const root = resolve(import.meta.dirname, '../..');
const threads = 1;

/** Builds one of the programs in this folder; packages stay where they are. @returns its file */
export async function buildProgram(name: string): Promise<string> {
  const outfile = join(root, '.cache/long', `${name}.mjs`);
  await mkdir(join(outfile, '..'), { recursive: true });
  await build({
    entryPoints: [join(import.meta.dirname, `${name}.ts`)],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20.18',
    logLevel: 'error',
  });
  return outfile;
}

/**
 * Trains an experiment for so many steps in a process of its own, from its file on.
 * @param collects whether garbage is collected before each sample, or only when V8 does
 */
export async function endure(program: string, experiment: string, steps: number, collects = true): Promise<Endurance> {
  const folder = await mkdtemp(join(tmpdir(), 'endurance-'));
  const file = join(folder, 'mine.ts');
  try {
    await writeFile(file, experiment);
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [...(collects ? ['--expose-gc'] : []), program, file, String(steps), String(threads)],
      { env: { ...process.env, ...tensorflowEnvironment(threads) }, maxBuffer: 64 * 1024 * 1024 },
    );
    return JSON.parse(stdout) as Endurance;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Least-squares slope of the memory in bytes a step. */
export function slopeOf(samples: readonly Sample[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [step, rss] = [mean(samples.map((each) => each.step)), mean(samples.map((each) => each.rss))];
  const covariance = mean(samples.map((each) => (each.step - step) * (each.rss - rss)));
  return covariance / mean(samples.map((each) => (each.step - step) ** 2));
}

/** What a tenth of the values is below: of times, it does not tell what else the machine did. */
export function lowOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 10)] ?? Number.NaN;
}
