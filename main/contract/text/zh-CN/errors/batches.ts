import type { BatchErrors, BatchPart } from '../../../errors/batches';
import type { ErrorTexts } from '../../error-text';
import { at } from './at-batch';
import { inWords } from './phrases';

const parts: { readonly [Part in BatchPart]: string } = { x: '输入', y: '目标', sampleWeight: '样本权重' };

const forms = '[x, y] | [x, y, sampleWeight] | { xs, ys, sampleWeight }';

const fitting: { readonly [Loss in NonNullable<BatchErrors['shape-mismatch']['fitting']>]: string } = {
  sparse: '目标是类别编号时请使用 sparseCategoricalCrossentropy，或把目标改为 one-hot。',
  categorical: '目标是 one-hot 时请使用 categoricalCrossentropy，或把目标改为类别编号。',
};

export const batchErrors: ErrorTexts<keyof BatchErrors> = {
  'yield-form': ({ got, ...place }) => ({
    headline: `数据${at(place)}的形式无法用于训练。`,
    expected: forms,
    got: inWords(got),
    next: '请同时给出一个批次的输入和目标。',
  }),
  'missing-key': ({ which, key, expected, got, ...place }) => ({
    headline: `${parts[which]}${at(place)}的键与模型不符：${key}。`,
    expected,
    got,
    next: '请用模型的层名作为键，每个各一次。',
  }),
  'count-mismatch': ({ which, expected, got, ...place }) => ({
    headline: `${parts[which]}${at(place)}的数组个数不对。`,
    expected: String(expected),
    got: String(got),
    next: '请为模型的每个输入或输出各给一个数组。',
  }),
  'shape-mismatch': ({ which, name, expected, got, fitting: loss, ...place }) => ({
    headline: `${parts[which]} ${name}${at(place) || ' '}的形状不对。`,
    expected,
    got,
    next: loss ? fitting[loss] : '请修改数据，或修改模型中的形状。',
  }),
  'rows-differ': ({ which, x, other, ...place }) => ({
    headline: `${parts[which]}${at(place)}的行数与输入不同。`,
    expected: String(x),
    got: String(other),
    next: '请让目标和权重的个数与样本数一致。',
  }),
  'empty-batch': (place) => ({
    headline: `该批次${at(place)}没有样本。`,
    next: '请去掉空批次，否则权重会变成 NaN。',
  }),
  'not-finite-input': ({ which, name, row, value, ...place }) => ({
    headline: `${parts[which]} ${name}${at(place) || ' '}在该批次第 ${row + 1} 行含有 ${value}。`,
    expected: '有限的数',
    got: value,
    next: '请清理数据：一个这样的值就会使所有权重变成 NaN。',
  }),
  'class-out-of-range': ({ name, row, value, classes, ...place }) => ({
    headline: `目标 ${name}${at(place) || ' '}在该批次第 ${row + 1} 行不是有效类别。`,
    expected: `0 … ${classes - 1}`,
    got: String(value),
    next: '请更正标签，或增加最后一层的单元数。',
  }),
  'token-out-of-range': ({ name, row, value, tokens, ...place }) => ({
    headline: `输入 ${name}${at(place) || ' '}在该批次第 ${row + 1} 行含有嵌入层没有的词元编号。`,
    expected: `0 … ${tokens - 1}`,
    got: String(value),
    next: '请更正数据，或增大嵌入层的 inputDim。',
  }),
  'class-weight-missing': ({ missing, ...place }) => ({
    headline: `classWeight 缺少类别 ${missing} 的权重${at(place)}。`,
    next: '请为每个类别给出权重；1 表示不变。',
  }),
  'class-weight-outputs': ({ outputs }) => ({
    headline: `模型有 ${outputs} 个输出，不能使用 classWeight。`,
    next: '请改用 sampleWeight，每个输出各一个数组。',
  }),
};
