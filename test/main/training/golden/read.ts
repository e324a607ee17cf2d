import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { knownKeys, type GoldenCase } from './case';
import { withoutDryBatch } from './quirks';

type Json = { readonly [key: string]: unknown };

const caseKeys =
  'name kind description keras tensorflow quirk app model input_names output_names weights compile batches train_on_batch fit_generator sensitivity tfjs_plain';
const compileKeys = 'optimizer loss metrics weighted_metrics loss_weights run_eagerly jit_compile steps_per_execution';
const trainKeys =
  'reset_metrics class_weight metrics_names returned weights_after_first_batch weights_after predictions_before predictions_after test_on_batch_after';
const fitKeys =
  'steps_per_epoch epochs initial_epoch class_weight shuffle validation_freq validation_steps validation_data callbacks verbose max_queue_size workers use_multiprocessing history epoch batch_logs events lr_at_epoch_begin weights_after predictions_after';

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The values that we are to give instead, at the same places; all else as recorded. */
function withOverrides(recorded: unknown, own: unknown): unknown {
  if (!isObject(recorded) || !isObject(own)) return own;
  const merged = Object.entries(own).map(([key, value]) => [key, withOverrides(recorded[key], value)]);
  return { ...recorded, ...Object.fromEntries(merged) } as Json;
}

const partKeys = 'model weights compile batches train_on_batch fit_generator';

/** Whether a file holds something else than a case, such as the plan that cases were recorded by. */
export function isOtherJson(file: string): boolean {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return false; // a case that can't be read has failed
  }
  return !isObject(content) || !partKeys.split(' ').some((key) => key in content);
}

function checkKeys(golden: GoldenCase): void {
  const missing = partKeys.split(' ').filter((key) => !isObject(golden) || !(key in golden));
  if (missing.length > 0) throw new Error(`unknown kind of case: it has no ${missing.join(', ')}`);
  const check = (value: object, keys: string, what: string): void => knownKeys(value, keys.split(' '), what);
  check(golden, caseKeys, 'the case');
  check(golden.compile, compileKeys, 'compile');
  check(golden.train_on_batch, trainKeys, 'train_on_batch');
  check(golden.fit_generator, fitKeys, 'fit_generator');
  for (const batch of golden.batches) check(batch, 'x y sample_weight', 'a batch');
  const { validation_data: data } = golden.fit_generator;
  if (data) check(data, 'type x y sample_weight batch_size batches', 'validation_data');
}

/**
 * A recorded case, with the values that it says we are to give where Keras misbehaves.
 * @throws Error if it is no case or has a key that is not known
 */
export function readGolden(file: string): GoldenCase {
  const recorded = JSON.parse(readFileSync(file, 'utf8')) as GoldenCase & { readonly app?: Json };
  checkKeys(recorded);
  const golden = { ...recorded, fit_generator: withoutDryBatch(recorded.fit_generator) };
  return recorded.app ? (withOverrides(golden, recorded.app) as GoldenCase) : golden;
}

/** Paths of all cases of a folder, in order of their names. */
export function goldenFiles(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => join(folder, file));
}
