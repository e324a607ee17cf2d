import type { SavedErrors } from '../../../errors/saved';
import type { ErrorTexts } from '../../error-text';
import { inWords } from './phrases';

export const savedErrors: ErrorTexts<keyof SavedErrors> = {
  'nothing-kept': ({ folder, what }) => ({
    headline: `${folder} 中没有${what === 'run' ? '已保存的运行' : '保留的步'}。`,
    next: what === 'run' ? '请指定保存运行时打印出的文件夹。' : '请指定保留含 NaN 的步时显示的文件夹。',
  }),
  'other-model': ({ file, expected, got }) => ({
    headline: `${file} 中保存的内容属于另一个模型。`,
    expected,
    got: inWords(got),
    next: '请用保存它时的实验继续，或从头训练当前实验。',
  }),
  'model-file': ({ file, expected, got }) => ({
    headline: `无法把 ${file} 读作已保存的模型。`,
    expected,
    got: inWords(got),
    next: '请重新保存模型，或选择其他文件夹。',
  }),
  'resume-loop': () => ({
    headline: '自定义循环不能在另一个进程中继续：它的变量没有保存。',
    next: '请从头开始训练。',
  }),
  'run-inside': () => ({
    headline: '运行停在一个批次内部，无法在此保存。',
    next: '这个批次之前的状态没有保留：请先提交或丢弃这个批次，再保存。',
  }),
  'run-without-file': ({ folder }) => ({
    headline: `${folder} 中保存的运行没有注明所属的实验。`,
    next: '请在命令行中继续：npm run train -- FILE --resume FOLDER',
  }),
  'run-not-kept': ({ folder, message }) => ({
    headline: `无法把运行保存到 ${folder}：${inWords(message)}`,
    next: '训练会继续。如果训练进程意外退出，此后训练的内容会丢失；请释放磁盘空间。',
  }),
  'history-disk': ({ folder, message }) => ({
    headline: `无法把快照写入 ${folder}：${inWords(message)}`,
    next: '训练会继续，但只能回退到内存中保留的步。请释放磁盘空间并重新开始，以便回退得更远。',
  }),
};
