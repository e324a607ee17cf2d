import type { DataErrors } from '../../../errors/data';
import { isMissingFile } from '../../../errors/phrases';
import type { ErrorTexts } from '../../error-text';
import { inWords } from './phrases';

export const dataErrors: ErrorTexts<keyof DataErrors> = {
  'data-file': ({ file, row, column, expected, got }) => ({
    headline: [`无法把 ${file} 读作数据`, row !== undefined && `第 ${row} 行`, column !== undefined && `列 ${column}`]
      .filter(Boolean)
      .join('，'),
    expected: inWords(expected),
    got: inWords(got),
    next: isMissingFile(got)
      ? '请更正路径。与实验文件同在一个文件夹中的文件写作 join(import.meta.dirname, "文件名")，join 来自 node:path。'
      : '请更正文件或选项。',
  }),
  'data-form': ({ where, got }) => ({
    headline: `${where} 的数据既不是生成器，也不是 Sequence。`,
    expected: 'generator | { length, item(index) }',
    got,
    next: '请给出调用生成器函数后返回的值。',
  }),
  'generator-empty': ({ which }) => ({
    headline: {
      train: '训练数据没有任何批次。',
      validation: '验证数据没有任何批次。',
      evaluation: '用于评估的数据没有任何批次。',
      prediction: '用于预测的数据没有任何批次。',
    }[which],
    next: '请至少给出一个批次。',
  }),
  'ran-out-of-data': ({ which, batches, expected }) => ({
    headline: {
      train: '训练数据提前结束：训练到此为止。',
      validation: '验证数据提前结束：之后各轮不再验证。',
      evaluation: '用于评估的数据提前结束。',
      prediction: '用于预测的数据提前结束。',
    }[which],
    expected: `${expected} 个批次`,
    got: `${batches} 个批次`,
    next: {
      train: '请让生成器为每轮给出 stepsPerEpoch 个批次，或减少所需的批次。',
      validation: '请让生成器为每次验证给出 validationSteps 个批次，或减少所需的批次。',
      evaluation: '请让生成器给出 steps 个批次，或减少所需的批次。',
      prediction: '请让生成器给出 steps 个批次，或减少所需的批次。',
    }[which],
  }),
  'steps-needed': ({ which }) => ({
    headline: `生成器没有长度，需要给出 ${which}。`,
    next: `请设置 ${which}，或返回 Sequence。`,
  }),
  'repeat-without-epochs': () => ({
    headline: '只有按轮训练时才能重复数据：在此模式下，数据结束即训练结束。',
    next: '请在实验中让数据继续。',
  }),
  'data-not-repeated': () => ({
    headline: '再次调用 train() 后没有得到任何批次。',
    next: '请让它在每次调用时返回新的生成器，而不是先前已创建的那一个。',
  }),
};
