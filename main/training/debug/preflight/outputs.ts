import type { layers } from '@tensorflow/tfjs-layers';
import { lossByOutput } from '../../model/by-output';
import type { CompiledModel, CompiledOutput } from '../../model/compiled-model';
import type { CompileOptions, Loss } from '../../experiment';
import { isModel } from '../../model/walk-layers';
import { longLossName } from '../../losses/find-loss';
import { isNamed, partsOf } from '../../names';

type Activated = layers.Layer & { readonly activation?: { getClassName(): string } };

/** An output as the person set it up. */
export type SetUpOutput = {
  readonly output: CompiledOutput;
  readonly index: number;
  /** `linear` where there is none. */
  readonly activation: string;
  /** Its long name in snake_case; undefined for a function of the person's. */
  readonly loss: string | undefined;
  /** As it was given. */
  readonly lossName: string;
  readonly fromLogits: boolean;
};

const layerActivations: { readonly [className: string]: string } = { Softmax: 'softmax', ReLU: 'relu' };

function activationOf({ model }: CompiledModel, index: number): string {
  let output = model.outputs[index]!;
  while (isModel(output.sourceLayer)) output = output.sourceLayer.outputs[output.outputTensorIndex ?? 0]!;
  const layer = output.sourceLayer as Activated;
  return layerActivations[layer.getClassName()] ?? layer.activation?.getClassName().toLowerCase() ?? 'linear';
}

/** Every output with its activation and loss. */
export function setUpOutputs(compiled: CompiledModel, options: CompileOptions): readonly SetUpOutput[] {
  const { outputs } = compiled;
  const losses = lossByOutput(
    options.loss,
    outputs.map(({ name }) => name),
  ) as readonly (Loss | null | undefined)[];
  return outputs.map((output, index) => {
    const given = losses[index];
    const activation = activationOf(compiled, index);
    if (!isNamed(given)) return { output, index, activation, loss: undefined, lossName: '', fromLogits: false };
    const { name, given: settings } = partsOf(given);
    const fromLogits = settings['fromLogits'] === true;
    return { output, index, activation, loss: longLossName(name), lossName: name, fromLogits };
  });
}
