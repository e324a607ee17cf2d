import type { RunStatus } from '../../run-state';

const states: { readonly [Status in RunStatus | 'pausing']: (step: string) => string } = {
  empty: () => '已关闭。',
  loading: () => '正在加载。',
  untrusted: () => '该文件还没有运行过，等待你的确认。',
  ready: () => '就绪。',
  running: (step) => (step === '0' ? '训练开始。' : `从第 ${step} 步继续训练。`),
  pausing: () => '当前批次完成后暂停。',
  stepping: (step) => `从第 ${step} 步开始单步执行。`,
  paused: (step) => `已在第 ${step} 步暂停。`,
  stopping: () => '当前批次完成后停止。',
  stopped: (step) => `已在第 ${step} 步停止，模型已保留。`,
  finished: (step) => `训练完成，共 ${step} 步。`,
  'out-of-data': (step) => `数据在第 ${step} 步用尽。`,
  failed: (step) => `在第 ${step} 步出错。`,
  'trainer-died': (step) => `训练进程在第 ${step} 步终止。`,
};

export const log = {
  loaded: (name: string, parameters: string) => `已加载 ${name}：${parameters} 个参数。`,
  epochEnded: (epoch: string, values: string) => `第 ${epoch} 轮结束：${values}。`,
  value: (name: string, value: string) => `${name} ${value}`,
  separator: '，',
  states,
} as const;
