import type { NotFinitePart, NotFinitePhase } from '../../debug/bisect';

const parts: { readonly [Part in NotFinitePart]: (names: string) => string } = {
  batch: (names) => `批次中有 NaN 或无穷大：${names}。`,
  loss: (names) => `损失为 NaN 或无穷大：${names}。`,
  gradients: (names) => `梯度为 NaN 或无穷大：${names}。`,
  update: (names) => `新的值为 NaN 或无穷大：${names}。`,
};

const phases: { readonly [Phase in NotFinitePhase]: string } = {
  data: '数据',
  weights: '该步之前的权重',
  forward: '前向',
  loss: '损失',
  gradients: '梯度',
  update: '更新',
};

const origins: { readonly [Phase in NotFinitePhase]: (layer: string, className?: string) => string } = {
  data: (layer) => `来自数据：${layer}。`,
  weights: (layer) => `${layer} 的权重在这一步之前就已如此：由前一次更新写入，或是手动设置的。`,
  forward: (layer) => `${layer} 是第一个输入有限、输出却有 NaN 或无穷大的层。`,
  loss: (layer, className) =>
    className === undefined
      ? `所有层的输出都是有限的，${layer} 的损失却不是。`
      : `各输出的损失都是有限的，${layer} 权重的正则化项却不是。`,
  gradients: (layer) => `损失是有限的；反向传播时，${layer} 的梯度最先不再有限。`,
  update: (layer) => `所有梯度都是有限的，优化器算出的 ${layer} 新值却不是。`,
};

export const notFinite = {
  label: 'NaN',
  title: (step: string) => `第 ${step} 步会写入 NaN：没有写入任何内容`,
  parts,
  more: (names: string, others: number) => `${names} 以及另外 ${others} 个`,
  runSkips: '继续运行会跳过这个批次。',
  bisect: '定位',
  bisectHint: '找出它最先出现的阶段、层和行，并把这一步保存为文件',
  stepBack: '后退一步',
  skip: '跳过批次',
  commit: '仍然提交',
  searching: '正在查找最先出现的位置…',
  result: '最先出现的位置',
  phases,
  origins,
  phase: '阶段',
  layer: '层',
  rows: '行',
  rowList: (rows: string, _count: number, of: string) => `${of} 行中的第 ${rows.replaceAll(', ', '、')} 行。`,
  andMore: (count: string) => `以及另外 ${count} 行`,
  each: (count: number) =>
    count === 1
      ? '仅这一行就会让这一步出现 NaN；去掉它，数值就都是有限的。'
      : '仅这几行就会让这一步出现 NaN；去掉它们，数值就都是有限的。',
  all: '任何一行单独计算都会出现 NaN：问题不在数据。',
  together: '整个批次一起计算才会出现 NaN，分成两半都不会。',
  togetherBy: (layers: string) => `各行通过 ${layers} 相互影响。`,
  none: '与各行无关。',
  openRows: '查看批次',
  saved: '已保存到',
  openCase: '作为批次打开',
  copyFolder: '复制路径',
  notSaved: '无法保存这一步。',
  cli: {
    again: (file: string, folder: string) => `重新计算：npm run train -- ${file} --replay-case ${folder}`,
    replayed: (step: string) => `重新计算第 ${step} 步：`,
    same: 'NaN 出现在同一位置。',
    differs: 'NaN 出现在别处。',
  },
  finite: '重新计算后，所有数值都是有限的。',
  steps: (count: string) => `计算了 ${count} 次`,
} as const;
