import type { Exactness } from '../../debug/time-travel';
import type { RunStatus } from '../../run-state';
import type { EagerReason } from '../../step-mode';

const states: { readonly [Status in RunStatus | 'pausing']: (step: string) => string } = {
  empty: () => '已关闭。',
  loading: () => '正在加载。',
  untrusted: () => '该文件还没有运行过，等待你的确认。',
  ready: () => '就绪。',
  running: (step) => (step === '0' ? '训练开始。' : `从第 ${step} 步继续训练。`),
  pausing: () => '当前批次完成后暂停。',
  stepping: (step) => `从第 ${step} 步开始单步执行。`,
  paused: (step) => `已在第 ${step} 步暂停。`,
  moving: (step) => `从第 ${step} 步回退。`,
  stopping: () => '当前批次完成后停止。',
  stopped: (step) => `已在第 ${step} 步停止，模型已保留。`,
  finished: (step) => `训练完成，共 ${step} 步。`,
  'out-of-data': (step) => `数据在第 ${step} 步用尽。`,
  failed: (step) => `在第 ${step} 步出错。`,
  'trainer-died': (step) => `训练进程在第 ${step} 步终止。`,
};

const exactness: { readonly [Kind in Exactness['kind']]: string } = {
  exact: '与当时完全相同',
  partly: '权重、优化器、指标和数据与当时相同，其余不同',
  differs: '与当时不同',
};

const reasons: { readonly [Code in EagerReason['code']]: (detail: string) => string } = {
  chosen: () => '按要求如此。',
  'other-backend': () => '没有可用的 TensorFlow。',
  'reads-values': (operation) => `模型、损失或指标中有代码读取张量的值（在 ${operation} 之后）。全部用张量计算会更快。`,
  changes: (operation) =>
    `模型、损失或指标在各步中不同（在 ${operation} 处）。请用层或 \`context.random\` 产生随机数，这样会更快。`,
  'text-tensor': () => '有张量包含文本。',
  'outside-variable': (variable) => `训练步写入了变量 ${variable}，它不是模型的权重。请把它作为某一层的权重。`,
  differs: () => '编译后的训练步给出的数值不同。',
  refused: (message) => `TensorFlow 不接受该计算图：${message}`,
};

export const log = {
  loaded: (name: string, parameters: string) => `已加载 ${name}：${parameters} 个参数。`,
  epochEnded: (epoch: string, values: string) => `第 ${epoch} 轮结束：${values}。`,
  epochCut: (epoch: string, batches: string, values: string) => `第 ${epoch} 轮在 ${batches} 个批次后中断：${values}。`,
  validated: (values: string) => `已验证：${values}。`,
  value: (name: string, value: string) => `${name} ${value}`,
  separator: '，',
  going: (from: string, to: string) => `从第 ${from} 步转到第 ${to} 步。`,
  branched: (line: string, step: string) => `从第 ${step} 步起作为新分支继续：第 ${line} 条线。`,
  end: '。',
  discarded: (epoch: string, batch: string) => `第 ${epoch} 轮第 ${batch} 批已丢弃：其更新未写入。`,
  discardedCall: (call: string) => `第 ${call} 次调用的批次已丢弃：其更新未写入。`,
  notFinite: (title: string, cause: string) => `${title}。${cause}`,
  inside: (step: string) => `停在第 ${step} 步之内：尚未写入任何内容。`,
  moved: (step: string, kind: Exactness['kind']) => `回到第 ${step} 步：${exactness[kind]}。`,
  pausedAhead: (step: string, batches: number) => `已在第 ${step} 步暂停。接下来的 ${batches} 批数据已取出并保留。`,
  computes: {
    compiled: '训练步已编译。',
    eager: (why: string) => `训练步逐个运算执行：${why}`,
    evaluation: (why: string) => `评估与预测逐个运算执行：${why}`,
    ofModel: (model: string, sentence: string) => `${model}：${sentence}`,
    reasons,
  },
  states,
} as const;
