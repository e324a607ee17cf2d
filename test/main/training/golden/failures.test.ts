import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readGolden } from './read';
import { replayGolden } from './replay';

type Json = { [key: string]: Json } & Json[];

const folder = mkdtempSync(join(tmpdir(), 'batchpoint-golden-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a replay says of a recorded case after it was changed. */
async function problemsOf(change: (golden: Json) => void, name = 'adam'): Promise<string> {
  const golden = JSON.parse(readFileSync(join(import.meta.dirname, `../../../golden/${name}.json`), 'utf8')) as Json;
  change(golden);
  const file = join(folder, 'case.json');
  writeFileSync(file, JSON.stringify(golden));
  try {
    return (await replayGolden(readGolden(file), false)).problems.join('\n');
  } catch (error) {
    return (error as Error).message;
  }
}

const set =
  (path: string, value: unknown) =>
  (golden: Json): void => {
    const keys = path.split('.');
    const last = keys.pop()!;
    keys.reduce((at, key) => at[key] as Json, golden)[last] = value as Json;
  };

describe('a golden case fails', () => {
  it.each([
    ['an unknown loss', set('compile.loss', 'mean_cubed_error')],
    ['an unknown metric', set('compile.metrics', ['mean_cubed_error'])],
    ['an unknown optimizer', set('compile.optimizer.class_name', 'Adamantine')],
    ['an unknown hyperparameter', set('compile.optimizer.config.beta_3', 0.5)],
    ['a hyperparameter of the wrong type', set('compile.optimizer.config.beta_1', 'high')],
    ['an unknown schedule', set('compile.optimizer.config.learning_rate', { class_name: 'Decay', config: {} })],
    ['an unknown setting of a loss', set('compile.loss', { class_name: 'Huber', config: { gamma: 1 } })],
    ['an unknown reduction', set('compile.loss', { class_name: 'Huber', config: { reduction: 'max' } })],
    ['an unknown layer', set('model.config.layers.1.class_name', 'Denser')],
    ['an unknown callback', set('fit_generator.callbacks', [['Cheer', {}]])],
    ['an unknown argument of a callback', set('fit_generator.callbacks', [['EarlyStopping', { hope: 1 }]])],
    ['an unknown key of the case', set('mood', 1)],
    ['an unknown key of compile', set('compile.mood', 1)],
    ['an unknown key of fit_generator', set('fit_generator.mood', 1)],
    ['a part that is missing', set('train_on_batch', undefined)],
  ])('with %s', async (_, change) => {
    expect(await problemsOf(change)).toMatch(/unknown|wrong|unsupported|model-json/i);
  });

  it.each([
    ['a weight', set('train_on_batch.weights_after.0.values.0', 0.123)],
    ['a returned value', set('train_on_batch.returned.2.0', 0.123)],
    ['a prediction', set('fit_generator.predictions_after.0.values.0', 0.123)],
    ['the history', set('fit_generator.history.loss.1', 0.123)],
    ['a batch log', set('fit_generator.batch_logs.0.1.loss', 0.123)],
    ['a learning rate', set('fit_generator.lr_at_epoch_begin.1', 0.02)],
    ['the order of calls', set('fit_generator.events.3', ['epoch_end', 0])],
    ['a value that is no number', set('train_on_batch.returned.2.0', 'NaN')],
  ])('where %s is not as recorded', async (_, change) => {
    expect(await problemsOf(change)).toContain('Keras has');
  });

  it('unless nothing was changed', async () => {
    expect(await problemsOf(() => undefined)).toBe('');
  });
});
