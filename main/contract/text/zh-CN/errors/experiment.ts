import type { ExperimentErrors } from '../../../errors/experiment';
import type { ErrorTexts } from '../../error-text';
import { inWords } from './phrases';

export const experimentErrors: ErrorTexts<keyof ExperimentErrors> = {
  'file-missing': ({ file }) => ({
    headline: `文件 ${file} 不存在。`,
    next: '请检查路径，或打开其他文件。',
  }),
  'data-not-shipped': ({ name, known }) => ({
    headline: `Batchpoint 附带的数据中没有 ${name}，而 dataFile 只能找到附带的数据。`,
    expected: known,
    next: "与实验文件同在一个文件夹中的自己的数据写作 join(import.meta.dirname, 'mine.csv')，join 来自 node:path。",
  }),
  'file-unreadable': ({ file, message }) => ({
    headline: `无法读取 ${file}。`,
    got: inWords(message),
    next: '请确认它是文本文件，且你有读取权限。',
  }),
  'syntax-error': ({ message }) => ({
    headline: `文件有语法错误：${message}`,
    next: '请修改该行，然后重新开始。',
  }),
  'import-missing': ({ message }) => ({
    headline: `找不到导入的模块：${message}`,
    next: '请更正模块名，或在文件所在目录安装该软件包。',
  }),
  'throws-while-loading': ({ message }) => ({
    headline: `加载文件时抛出异常：${message}`,
    next: '请修改该行，然后重新开始。',
  }),
  'ends-process': ({ call }) => ({
    headline: `你的代码调用了 ${call}，这会结束训练进程。`,
    next: '请删去这个调用，或改为抛出异常：异常会连同所在行一起显示。',
  }),
  'never-settles': ({ step }) => ({
    headline: `你的代码在等待一个再也不会有结果的 Promise${step > 0 ? `（第 ${step} 步之后）` : ''}。`,
    expected: '每个 await 的 Promise 都会兑现或拒绝',
    got: '已没有任何待发生的事：没有定时器，也没有正在读取的文件或连接',
    next: '请找出从未调用 resolve 的 await，更正后重新开始。',
  }),
  'no-default-export': ({ file }) => ({
    headline: `${file} 没有导出实验。`,
    expected: 'export default defineExperiment({ … })',
    next: '请把实验作为文件的默认导出。',
  }),
  'wrong-field': ({ field, expected, got }) => ({
    headline: `字段 ${field} 的值类型不对。`,
    expected,
    got,
    next: `请更正 ${field}，然后重新开始。`,
  }),
  'missing-field': ({ field, expected }) => ({
    headline: `缺少字段 ${field}。`,
    expected: `${field}: ${expected}`,
    next: `请在 defineExperiment({ … }) 中加上 ${field}，然后重新开始。`,
  }),
  'unknown-field': ({ field, known }) => ({
    headline: `没有名为 ${field} 的字段。`,
    expected: known,
    next: '请更正字段名，或删去该字段。',
  }),
  'mode-unclear': ({ fields }) => ({
    headline: fields ? `实验同时给出了多种训练方式：${fields}。` : '实验没有说明训练方式。',
    expected: 'train | batches | loop',
    next: '请只给出其中一种：生成器、逐批数据或自定义循环。',
  }),
  'not-trusted': ({ file }) => ({
    headline: `${file} 尚未在本机运行过，因此没有执行其中的代码。`,
    next: '请先查看代码；如果信任它，请加上 --trust。',
  }),
};
