import type { ConditionType, MeaningId } from '../../conditions/condition-types';

const types: { readonly [Type in ConditionType | 'same']: string } = {
  number: '数值',
  boolean: '真或假',
  text: '文本',
  series: '序列',
  same: '相同类型',
};

const meanings: { readonly [Id in MeaningId]: string } = {
  loss: '本批次更新前的损失',
  metric: '本批次的值',
  validation: '最近一次验证的值；在轮次结束时判断',
  series: '按键取序列，用于不能作名称的键',
  step: '更新的序号，从 1 开始',
  epoch: '轮次，从 0 开始；窗口中从 1 开始',
  batch: '轮次内的批次，从 0 开始；窗口中从 1 开始',
  lr: '学习率',
  gradNorm: '某层或整个模型的梯度范数',
  weightNorm: '某层或整个模型的权重范数',
  updateRatio: '更新量范数与权重范数之比',
  deadShare: '对所有行都输出 0 的单元比例，0 到 1',
  mean: '最近若干个值的均值，含当前值',
  median: '最近若干个值的中位数，含当前值',
  ema: '指数移动平均：权重 × 旧值 + (1 − 权重) × 新值',
  slope: '最近若干个值的拟合直线斜率：每过一个值的变化',
  min: '最近若干个值或几个数中的最小者',
  max: '最近若干个值或几个数中的最大者',
  std: '最近若干个值的样本标准差',
  previous: '该序列前一个（或前几个）值',
  abs: '绝对值',
  sqrt: '平方根',
  log: '自然对数',
  exp: 'e 的幂',
  floor: '向下取整',
  round: '四舍五入取整',
  isNaN: '是否为 NaN',
  isFinite: '是否既非 NaN 也非无穷',
  'batch.rows': '批次的行数',
  'batch.index': '轮次内的批次，从 0 开始；窗口中从 1 开始',
  'batch.min': '批次输入的最小值',
  'batch.max': '批次输入的最大值',
  'batch.hasNaN': '输入或目标中是否有 NaN',
  'batch.count': '批次中某个类别的行数',
  'batch.has': '批次中是否有某一行数据',
};

const didYouMean = (near: string): string => `你是想写 ${near.replaceAll(', ', ' 或 ')} 吗？`;

export const conditions = { types, meanings, didYouMean };
