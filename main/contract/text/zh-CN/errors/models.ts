import type { ModelErrors } from '../../../errors/models';
import { nearNames } from '../../../nearest-names';
import type { ErrorTexts } from '../../error-text';
import { inWords } from './phrases';

const kinds: { readonly [What in ModelErrors['unknown-name']['what']]: string } = {
  loss: '损失函数',
  metric: '指标',
  optimizer: '优化器',
  schedule: '学习率调度',
  hyperparameter: '超参数',
  model: '模型',
  callback: '回调钩子',
  layer: '可修改的层',
  output: '输出',
};

export const modelErrors: ErrorTexts<keyof ModelErrors> = {
  'unknown-name': ({ what, name, known }) => ({
    headline: `没有名为 ${name} 的${kinds[what]}。`,
    expected: known,
    next: nearNext(name, known),
  }),
  'wrong-hyperparameter': ({ name, expected, got }) => ({
    headline: `超参数 ${name} 的值无法使用。`,
    expected,
    got,
    next: `请在 compile 中更正 ${name}。`,
  }),
  'wrong-outputs': ({ field, expected, got }) => ({
    headline: `${field} 与模型的输出不符。`,
    expected,
    got,
    next: '请为每个输出各给一项，按顺序或按名称。在 lossWeights 中权重为 0 的输出不参与训练。',
  }),
  'one-class-output': ({ name }) => ({
    headline: `输出 ${name} 只有一个单元，而它的损失函数要求每个类别一个单元。`,
    expected: 'units >= 2',
    got: 'units: 1',
    next: '标签为 0 和 1 时，请使用 binaryCrossentropy 和 sigmoid 激活；否则请让该层的单元数等于类别数。',
  }),
  'learning-rate-fixed': () => ({
    headline: '学习率由调度决定，不能另行设置。',
    next: '请去掉设置学习率的回调，或为优化器的 learningRate 给出一个数。',
  }),
  'unsupported-model': ({ layer, what }) => ({
    headline: `${layer} 目前无法训练。`,
    expected: what,
    next: '请返回已构建的模型：为第一层给出 inputShape。',
  }),
  'unsupported-layer': ({ layer, what }) => ({
    headline: `无法构建层 ${layer}：${what}。`,
    next: '请换用其他层或设置；按此设置算出的结果会与 Keras 不同。',
  }),
  'model-json': ({ got }) => ({
    headline: '这段 JSON 描述的不是模型。',
    expected: '{ class_name, config } | { modelTopology }',
    got: inWords(got),
    next: '请使用 Keras 的 model.to_json() 的输出，或 TensorFlow.js 的 model.json。',
  }),
  'not-compiled': ({ model }) => ({
    headline: `模型 ${model} 尚未编译。`,
    next: '请在 compile 中为它添加一项。',
  }),
};

function nearNext(name: string, known: string): string {
  const near = nearNames(name, known.split(', '));
  return near.length === 0 ? '请更正名称。' : `你是想写 ${near.join(' 或 ')} 吗？`;
}
