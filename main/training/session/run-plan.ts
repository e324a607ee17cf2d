import type { LayerSummary, Logs, ModelSummary, RunPlan, TrainingMode } from '../../contract/training-event';
import type { CompiledModel } from '../model/compiled-model';
import type { Experiment } from '../experiment';

/** How many batches a run is to have; absent: not known. */
export type RunLength = {
  readonly initialEpoch: number;
  readonly epochs?: number;
  readonly stepsPerEpoch?: number;
  readonly totalSteps?: number;
};

export type PlanFacts = {
  readonly experiment: Experiment;
  readonly file: string;
  readonly seed: number;
  readonly threads: number;
  readonly versions: { readonly [name: string]: string };
  readonly models: ReadonlyMap<string, CompiledModel>;
  readonly length: RunLength;
};

/** Which of the three ways an experiment trains in. */
function modeOf(experiment: Experiment): TrainingMode {
  if ('train' in experiment) return 'generator';
  return 'batches' in experiment ? 'batches' : 'loop';
}

/** The key of a model's series: `<model>/<key>` where there are several models. */
function seriesKey(models: ReadonlyMap<string, CompiledModel>, model: string, key: string): string {
  return models.size > 1 ? `${model}/${key}` : key;
}

/** Values of a model by the keys of the run's series. */
export function namedLogs(models: ReadonlyMap<string, CompiledModel>, model: string, logs: Logs): Logs {
  if (models.size === 1) return logs;
  return Object.fromEntries(Object.entries(logs).map(([key, value]) => [seriesKey(models, model, key), value]));
}

function summaryOf({ name, model }: CompiledModel): ModelSummary {
  const layers = model.layers.map((layer): LayerSummary => {
    const shape = layer.outputShape;
    const [first] = shape;
    const outputShape = (Array.isArray(first) ? first : shape) as (number | null)[];
    const parameters = layer.countParams();
    return { name: layer.name, className: layer.getClassName(), outputShape: outputShape.slice(1), parameters };
  });
  return { name, layers, parameters: model.countParams() };
}

/** What is about to be trained, as it goes into the record of the run. */
export function planOf(facts: PlanFacts): RunPlan {
  const { experiment, models, length, file, seed, threads, versions } = facts;
  const compiled = [...models.values()];
  return {
    name: experiment.name,
    file,
    mode: modeOf(experiment),
    seed,
    threads,
    versions,
    models: compiled.map(summaryOf),
    series: compiled.flatMap(({ name, series }) => series.map(({ key }) => seriesKey(models, name, key))),
    validates: 'train' in experiment && experiment.validation !== undefined,
    ...length,
    ...(experiment.classNames && { classNames: experiment.classNames }),
    ...(experiment.vocabulary && { vocabulary: experiment.vocabulary }),
  };
}
