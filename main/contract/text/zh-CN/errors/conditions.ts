import type { ConditionErrors } from '../../../errors/conditions';
import type { ErrorTexts } from '../../error-text';
import { conditions } from '../conditions';
import { inWords } from './phrases';

const { types, didYouMean } = conditions;

const nearOr = (near: string, other: string): string => (near === '' ? other : didYouMean(near));

export const conditionErrors: ErrorTexts<keyof ConditionErrors> = {
  'condition-empty': () => ({ headline: '还没有条件。', next: '请写一个，例如 loss > 2。' }),
  'condition-too-long': ({ most, got }) => ({
    headline: '条件太长。',
    expected: `最多 ${most} 个字符`,
    got: String(got),
    next: '请拆成几个断点。',
  }),
  'condition-too-deep': ({ most }) => ({
    headline: '条件嵌套过深。',
    expected: `最多 ${most} 层`,
    next: '请拆成几个断点。',
  }),
  'condition-unexpected': ({ got }) => ({
    headline: `这里不能写 ${got}。`,
    next: '请在值之间写运算符，例如 loss > 2 && step > 100。',
  }),
  'condition-unfinished': () => ({ headline: '条件还没有写完。', next: '请在末尾补上缺少的值。' }),
  'condition-unclosed': ({ opened }) => ({ headline: `${opened} 没有闭合。`, next: '请闭合它。' }),
  'condition-not-offered': ({ what, instead }) => ({
    headline: `条件中不能使用 ${what}。`,
    next: instead === undefined ? '请使用数值、名称、运算符和列表中的函数。' : `请写 ${instead}。`,
  }),
  'condition-unknown-name': ({ name, near }) => ({
    headline: `这次运行中没有 ${name}。`,
    next: nearOr(near, '请从列表中选择名称。'),
  }),
  'condition-unknown-member': ({ of, name, known }) => ({
    headline: `${of} 没有 ${name}。`,
    ...(known && { expected: known }),
    next: known === '' ? '只有 batch 有成员，例如 batch.rows。' : '请选择其中之一。',
  }),
  'condition-not-called': ({ name, signature }) => ({
    headline: `${name} 是函数，需要给出值。`,
    expected: signature,
    next: '请在其后的括号中写出值。',
  }),
  'condition-not-a-function': ({ name }) => ({ headline: `${name} 不是函数。`, next: '请去掉其后的括号。' }),
  'condition-value-count': ({ name, signature, got }) => ({
    headline: `${name} 的值个数不对。`,
    expected: signature,
    got: String(got),
    next: '请给出它所需的值。',
  }),
  'condition-wrong-type': ({ where, expected, got }) => ({
    headline: `${where} 在这里不能用于${types[got]}。`,
    expected: types[expected],
    got: types[got],
    next: {
      number: '请比较数值；用 && 和 || 连接多个比较。',
      boolean: '请与某个值比较，例如 loss > 2。',
      text: '请与引号中的文本比较。',
      series: '请写一个序列，例如 loss。',
      same: '请让两边的类型相同。',
    }[expected],
  }),
  'condition-not-fixed': ({ where, expected }) => ({
    headline: `${where} 的这个值不合适。`,
    expected,
    next: '请直接写出符合要求的值：计算得到的值可能随批次变化。',
  }),
  'condition-unknown-layer': ({ name, known }) => ({
    headline: `没有名为 ${name} 的层。`,
    ...(known && { expected: known }),
    next: '请选择模型中的层。',
  }),
  'condition-unknown-series': ({ name, known }) => ({
    headline: `这次运行中没有序列 ${name}。`,
    ...(known && { expected: known }),
    next: '请选择这次运行中的序列。',
  }),
  'condition-unknown-class': ({ name, known }) => ({
    headline: `没有类别 ${name}。`,
    ...(known && { expected: known }),
    next: '请给出类别编号（从 0 开始）或名称。',
  }),
  'condition-ambiguous-power': () => ({
    headline: '** 前的符号有两种读法。',
    expected: '(-x) ** y | -(x ** y)',
    next: '请加上括号。',
  }),
  'condition-never-true': ({ instead }) => ({
    headline: '这永远不会为真：窗口中包含该值本身。',
    expected: instead,
    next: '请与它之前的值比较。',
  }),
  'condition-not-boolean': ({ got }) => ({
    headline: '断点的条件必须为真或假。',
    expected: types.boolean,
    got: types[got],
    next: '请与某个值比较，例如 loss > 2。',
  }),
  'wrong-breakpoint': ({ field, expected, got }) => ({
    headline: `断点无法使用：${field}。`,
    expected: inWords(expected),
    got,
    next: '请修改该字段，或删除此断点。',
  }),
};
