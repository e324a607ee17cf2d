import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CodedError, reportOf, type ErrorReport, type Place } from '../contract/errors';
import type { Experiment } from '../training/experiment';
import type { Bundle } from './bundle';
import { definitionOf } from './define-experiment';
import { moduleName, placeIn, placeOf } from './place-of';
import { fieldOf } from './field-of-error';
import { placeOfField } from './place-of-field';
import { shareRunningInstance } from './shared-module';
import { validateExperiment } from './validate';

/**
 * Runs a bundle, exactly the text that was hashed, and checks what it exports.
 * @throws CodedError `throws-while-loading`, what a function of ours throws that the file calls, or any of
 * {@link validateExperiment}; word it with {@link reportOfLoading}
 */
export async function loadExperiment(bundle: Bundle): Promise<Experiment> {
  const value = await defaultExportOf(bundle);
  try {
    return validateExperiment(value, bundle.file);
  } catch (error) {
    // A wrong field is not thrown in the person's code; its place is where the experiment was defined.
    if (error instanceof CodedError && typeof value === 'object' && value !== null) error.cause = definitionOf(value);
    throw error;
  }
}

async function defaultExportOf({ hash, code, map }: Bundle): Promise<unknown> {
  process.setSourceMapsEnabled(true); // stacks name the person's files and lines
  shareRunningInstance();
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'batchpoint-')));
  const path = join(folder, moduleName(hash));
  try {
    const inlineMap = `data:application/json;base64,${Buffer.from(map).toString('base64')}`;
    await writeFile(path, `${code}\n//# sourceMappingURL=${inlineMap}\n`);
    const module = (await import(/* @vite-ignore */ pathToFileURL(path).href)) as { default?: unknown };
    return module.default;
  } catch (error) {
    if (error instanceof CodedError) throw error; // of a function of ours that the file calls: it says more
    const message = error instanceof Error ? error.message : String(error);
    throw new CodedError('throws-while-loading', { message }, { cause: error });
  } finally {
    await rm(folder, { recursive: true }); // Node has read file and map
  }
}

/**
 * An error of bundling, loading, checking or building as a report with its place, as far as one can be told.
 * @param experiment what was loaded, if it got so far
 */
export function reportOfLoading(error: unknown, bundle?: Bundle, experiment?: Experiment): ErrorReport {
  const report = reportOf(error, bundle ? placeInBundle(error, bundle, experiment) : placeOf(error));
  const cause = error instanceof CodedError ? error.cause : undefined;
  return cause instanceof Error && cause.stack ? { ...report, detail: cause.stack } : report;
}

function placeInBundle(error: unknown, bundle: Bundle, experiment: Experiment | undefined): Place | undefined {
  const thrown = placeOf(error, bundle);
  if (!(error instanceof CodedError)) return thrown;
  const { code, values } = error as CodedError;
  if (thrown) return 'field' in values ? placeOfFieldIn(bundle, thrown, values.field) : thrown;
  const [first] = bundle.sources;
  if (code === 'no-default-export' && first) return placeIn(first, 1, 1);
  // What `compile` says is read when the models are built, far from the person's code.
  const field = experiment && fieldOf(error as CodedError, experiment);
  const defined = field === undefined ? undefined : placeOf(definitionOf(experiment!), bundle);
  return defined && placeOfFieldIn(bundle, defined, field!);
}

function placeOfFieldIn({ sources }: Bundle, place: Place, field: string): Place {
  const source = sources.find(({ path }) => path === place.file);
  return source ? placeOfField(source, place, field) : place;
}
