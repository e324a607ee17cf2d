import type { ShellErrors } from '../../../errors/shell';
import type { ErrorTexts } from '../../error-text';
import { inWords } from './phrases';

export const shellErrors: ErrorTexts<keyof ShellErrors> = {
  'trainer-exited': ({ exitCode, signal, step }) => ({
    headline: `训练进程在第 ${step} 步终止${signal ? `（${signal}）` : `（退出码 ${exitCode}）`}。`,
    next: '在新进程中用同一随机种子重新训练。',
  }),
  'trainer-not-started': ({ message }) => ({
    headline: `训练进程未能启动：${message}`,
    next: '运行 `npm run doctor` 查看缺少什么，然后重试。',
  }),
  'tensorflow-missing': ({ message }) => ({
    headline: '无法加载 TensorFlow：不能训练。',
    got: message,
    next: '请重新安装 Batchpoint；如果从源代码运行，`npm run doctor` 会说明缺少什么。',
  }),
  'wrong-file-kind': ({ file, expected }) => ({
    headline: `${file} 不是实验文件。`,
    expected,
    next: '请打开一个导出实验的 TypeScript 或 JavaScript 文件。',
  }),
  'write-failed': ({ file, message }) => ({
    headline: `无法写入 ${file}：${inWords(message)}`,
    next: '请换一个文件夹或清理磁盘空间，然后重试。',
  }),
  'tail-unread': ({ file, message }) => ({
    headline: `随进程丢失的步无法全部画出：无法读取 ${file}（${inWords(message)}）。`,
    next: '运行照常继续，这些步会重新训练。',
  }),
  'no-answer': () => ({
    headline: '训练进程没有响应：它已经结束。',
    next: '请重新开始运行，然后再试。',
  }),
  'capture-failed': ({ message }) => ({ headline: `无法截取窗口：${inWords(message)}`, next: '请重试。' }),
};
