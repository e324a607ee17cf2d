import '../../../../../main/trainer/backend';
import { engine, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import type { LayersModel, LayerVariable } from '@tensorflow/tfjs-layers';
import { holdWrites, watchWrites } from '../../../../../main/training/model/held-writes';
import { useNativeLayers } from '../../../../../main/training/model/native-layers';
import { scoped } from '../../../../../main/training/step/scope';
import { numbers } from '../../../trainer/kernels/differentiate';

type Values = readonly number[];
type Options = {
  readonly training?: boolean;
  /** Whether gradients by the inputs are asked for. */ readonly byInputs?: boolean;
  /** What makes the layers ours. */
  readonly use?: (model: LayersModel) => void;
  /** Called before each pass. */
  readonly begin?: () => void;
};

/** Outputs, gradients by inputs and weights, and what was written, one after the other. */
function results(
  model: LayersModel,
  inputs: readonly Tensor[],
  { training = true, byInputs = true, begin }: Options,
): readonly Values[] {
  return scoped(() => {
    begin?.();
    const sources = [...(byInputs ? inputs : []), ...model.trainableWeights.map((each) => each.read() as Variable)];
    let outputs: readonly Tensor[] = [];
    let values: readonly Values[] = [];
    const { result, writes } = holdWrites(() =>
      engine().gradients(() => {
        outputs = [model.apply([...inputs], { training }) as Tensor | Tensor[]].flat();
        values = outputs.map((each) => Array.from(each.dataSync()));
        return outputs
          .map((each, index) => each.mul(numbers(each.shape, 5 + index)).sum())
          .reduce((sum, each) => sum.add(each));
      }, sources as never[]),
    );
    const gradients = result.grads as unknown as readonly Tensor[];
    const written = [...writes.values()];
    const all = [...values, ...[...gradients, ...written].map((each) => Array.from(each.dataSync()))];
    for (const each of written) each.dispose();
    return all;
  });
}

/** Gives weights that tell each place from every other. */
function setWeights(model: LayersModel): void {
  model.weights.forEach((weight: LayerVariable, index) => {
    const values = numbers(weight.shape as number[], index + 3).mul(0.3);
    weight.write(weight.name.includes('variance') ? values.abs().add(0.5) : values);
  });
}

/** What a model computes with the layers of tfjs-layers, and then with ours. */
export function bothWays(
  model: LayersModel,
  inputs: readonly Tensor[],
  options: Options = {},
): { readonly plain: readonly Values[]; readonly native: readonly Values[] } {
  setWeights(model);
  watchWrites(model);
  const plain = results(model, inputs, options);
  (options.use ?? useNativeLayers)(model);
  return { plain, native: results(model, inputs, options) };
}
