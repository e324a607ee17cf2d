import type { CompiledModel } from './compiled-model';
import type { TrainingControl } from './experiment';

/** What callbacks may do to a training: stop it, set the learning rate, keep weights. */
export function trainingControl({ optimizer, variables }: CompiledModel): TrainingControl {
  return {
    stopTraining: false,
    get learningRate() {
      return optimizer.learningRate;
    },
    set learningRate(rate) {
      optimizer.learningRate = rate;
    },
    copyWeights: () => {
      const copies = variables.map(({ value }) => ({ value, copy: value.clone() }));
      return {
        restore: () => {
          for (const { value, copy } of copies) value.assign(copy);
        },
        dispose: () => {
          for (const { copy } of copies) copy.dispose();
        },
      };
    },
  };
}
