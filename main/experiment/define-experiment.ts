import type { BatchExperiment, Experiment, GeneratorExperiment, LoopExperiment } from '../training/experiment';

const calls = new WeakMap<object, Error>();

/** Describes an experiment; the result is the default export of the file. Checked once the file is loaded. */
export function defineExperiment(experiment: GeneratorExperiment): GeneratorExperiment;
export function defineExperiment(experiment: BatchExperiment): BatchExperiment;
export function defineExperiment(experiment: LoopExperiment): LoopExperiment;
export function defineExperiment(experiment: Experiment): Experiment {
  if (typeof experiment === 'object' && experiment !== null) calls.set(experiment, new Error('defined here'));
  return experiment;
}

/** An error made where the experiment was defined: its stack names the line. */
export function definitionOf(experiment: object): Error | undefined {
  return calls.get(experiment);
}
