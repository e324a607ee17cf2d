import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { FitGeneratorCase } from './case';
import { withoutDryBatch } from './quirks';
import { goldenFiles, isOtherJson, readGolden } from './read';

const cases = join(import.meta.dirname, '../../../golden');
const folder = mkdtempSync(join(tmpdir(), 'batchpoint-golden-read-'));
afterAll(() => rmSync(folder, { recursive: true }));

const readText = (name: string): string => readFileSync(join(cases, `${name}.json`), 'utf8');

function written(text: string): string {
  const file = join(folder, 'file.json');
  writeFileSync(file, text);
  return file;
}

describe('a JSON file of a folder of cases', () => {
  it.each([
    ['a plan', '[["adam", "dense_mse", 14, {}]]', true],
    ['settings', '{"compilerOptions": {}}', true],
    ['a part of a case', '{"model": {}}', false],
    ['what is no JSON', '{"model": ', false],
    ['an empty file', '', false],
  ])('with %s', (_, text, isOther) => {
    expect(isOtherJson(written(text))).toBe(isOther);
  });

  it('is a case if it is one of ours', () => {
    expect(goldenFiles(cases).filter(isOtherJson)).toEqual([]);
  });
});

describe('where a generator ends early', () => {
  const recorded = (name: string): FitGeneratorCase => readGolden(join(cases, `${name}.json`)).fit_generator;

  it.each(['generator_runs_dry', 'generator_runs_dry_at_epoch_boundary'])('%s is read as it is to be', (name) => {
    const { app, ...rest } = JSON.parse(readText(name)) as { app: object; fit_generator: FitGeneratorCase };
    expect(app).toBeDefined();
    expect(withoutDryBatch(rest.fit_generator)).toEqual(recorded(name));
  });

  it('nothing else is left out', () => {
    const { fit_generator: whole } = JSON.parse(readText('validation_arrays')) as { fit_generator: FitGeneratorCase };
    expect(withoutDryBatch(whole)).toEqual(whole);
  });
});
