import type { ErrorReport } from '../../../errors';
import type { BatchErrors } from '../../../errors/batches';
import type { DebuggerErrors } from '../../../errors/debugger';
import type { ErrorText, ErrorTexts } from '../../error-text';
import { batchErrors } from './batches';

export const debuggerErrors: ErrorTexts<keyof DebuggerErrors> = {
  'no-such-step': ({ step, oldest, newest }) => ({
    headline: `无法转到第 ${step} 步。`,
    expected: `${oldest} 到 ${newest} 之间的步`,
    got: String(step),
    next: '请选择已训练且仍保留的一步。',
  }),
  'wrong-edit': ({ name, expected, got }) => ({
    headline: `不能把 ${name} 改为 ${got}。`,
    expected,
    got,
    next: '没有任何改变。请给出另一个值。',
  }),
  'wrong-variant': ({ name, expected, got }) => ({
    headline: `无法计算该方案：${name} 不适用。`,
    expected,
    got,
    next: '请修改方案；任何状态都没有改变。',
  }),
  'no-such-edit': ({ id }) => ({
    headline: `此处无法撤销第 ${id} 次修改。`,
    next: '请选择本条线上的修改，或回退到修改之前。',
  }),
  'discard-misplaced': ({ step, epoch, batch }) => ({
    headline: `第 ${step} 步之后的批次不是第 ${epoch + 1} 轮第 ${batch + 1} 批：无法在那里丢弃它。`,
    next: '请使用与复制该列表的运行相同的实验、数据和选项，并给出它的全部修改。',
  }),
  'edits-beyond-end': ({ count, step, end }) => ({
    headline:
      count === 1
        ? `有一项修改要在第 ${step} 步之后进行，但那里已没有批次：运行在第 ${end} 步之后结束。`
        : `有 ${count} 项修改要在已没有批次的地方进行，第一项在第 ${step} 步之后：运行在第 ${end} 步之后结束。`,
    next: '请训练更多轮或更多步，或从列表中去掉这些修改。',
  }),
  'batch-size-fixed': ({ rows }) =>
    rows === undefined
      ? {
          headline: '每次 trainOnBatch 得到哪些行由自定义循环决定。',
          next: '请在循环中修改批次大小，然后重新开始。',
        }
      : {
          headline: `该模型只接受 ${rows} 行的批次，不能改用其他大小。`,
          next: '请为第一层设置 inputShape 而非 batchInputShape，然后重新开始。',
        },
  'no-row-left': () => ({
    headline: '这是该批次的最后一行：去掉后就没有可训练的行了。',
    next: '请改为丢弃该批次。',
  }),
  'row-without-id': () => ({
    headline: '这些数据的行没有编号：改动只对训练所停留的批次有效。',
    next: '请步入一个批次（F11）后再修改其中的行，或使用 arrays、csv 等带行编号的数据源。',
  }),
  'batch-changed': ({ file }) => ({
    headline: `${file} 中的批次与训练时用的不是同一个。`,
    next: '请把文件恢复原样：换一个批次，运行就会得到不同的权重。',
  }),
  'batch-misfit': ({ file, error }) => ({
    ...textOf(error),
    headline: `${file} 与模型不符。${textOf(error).headline}`,
    next: '请打开由此模型保存的批次，或形状相同的数组。',
  }),
};

/** The sentences of an error inside another. */
function textOf({ code, values }: ErrorReport<keyof BatchErrors>): ErrorText {
  return (batchErrors as { readonly [code: string]: (values: unknown) => ErrorText })[code]!(values);
}
