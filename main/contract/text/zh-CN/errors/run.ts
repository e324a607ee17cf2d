import type { RunErrors } from '../../../errors/run';
import type { ErrorTexts } from '../../error-text';
import { wordOf } from '../../word-of';
import { commands } from '../commands';
import { window } from '../window';
import { at } from './at-batch';
import { inWords } from './phrases';

function callOf(where: string): string {
  return where === 'event loop' ? '定时器或 Promise ' : ` ${where} `;
}

export const runErrors: ErrorTexts<keyof RunErrors> = {
  'user-code': ({ where, message, ...place }) => ({
    headline: `你的代码在${callOf(where)}中抛出异常${at(place)}：${message}`,
    next: '请修改该行，然后重新开始。此前的更新会保留。',
  }),
  'wrong-argument': ({ name, expected, got }) => ({
    headline: `参数 ${name} 的值无法使用。`,
    expected: inWords(expected),
    got,
    next: `请更正 ${name}；尚未进行任何训练。`,
  }),
  'wrong-result': ({ name, expected, got }) => ({
    headline: `${name} 返回的值无法使用。`,
    expected,
    got,
    next: `请更正 ${name} 的返回值，然后重新开始。`,
  }),
  'nothing-to-train': ({ initialEpoch, epochs }) => ({
    headline: '没有剩余的轮次可供训练。',
    expected: `initialEpoch < epochs (${epochs})`,
    got: `initialEpoch ${initialEpoch}`,
    next: 'epochs 是最后一轮的序号，而不是还要训练的轮数：请增大它。',
  }),
  'epochs-ignored': () => ({
    headline: '轮数不起作用：这里没有说明一轮有多少个批次。',
    next: '请用 --steps-per-epoch 说明，运行便在那么多批次之后结束；或者去掉 --epochs。',
  }),
  'already-training': ({ model }) => ({
    headline: model === '' ? '模型已在训练中。' : `模型 ${model} 已在训练中。`,
    next: '请等待当前的训练调用结束，再开始新的训练。',
  }),
  'illegal-command': ({ command, status }) => ({
    headline: `“${wordOf(commands, command, 'label')}”在当前状态（${wordOf(window.states, status, 'word')}）下不能执行。`,
    next: '请等待状态变化，或重新开始。',
  }),
  'file-name': ({ name, field, known }) => ({
    headline: `无法填写文件名 ${name}：${field}。`,
    expected: known,
    next: '请只使用当时日志中已有的字段。',
  }),
  'monitor-missing': ({ callback, monitor, known }) => ({
    headline: `${callback} 监视的 ${monitor} 在本轮中不存在。`,
    expected: known,
    next: '请改为监视其他值，或每轮都进行验证。',
  }),
  unexpected: ({ message }) => ({
    headline: `Batchpoint 内部出错：${inWords(message)}`,
    next: '请重新开始。若再次发生，请复制详细信息并反馈。',
  }),
};
