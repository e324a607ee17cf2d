import { expect, it } from 'vitest';
import type { ConditionProblem } from '../../../main/contract/conditions/condition-types';
import { problemLine } from '../../../renderer/store/use-conditions';

const ofLayer = (known: string, suggestions: readonly string[]): ConditionProblem => ({
  report: { code: 'condition-unknown-layer', values: { name: 'dens', known } },
  start: 0,
  end: 4,
  suggestions,
});

it('says what is wrong with an expression in sentences, and what is near once', () => {
  const problem = ofLayer('dense, dense_1', ['"dense"']);
  expect(problemLine(problem, 'en')).toBe(
    'There is no layer dens. Expected: dense, dense_1. Choose a layer of the model.',
  );
  expect(problemLine(problem, 'zh-CN')).toBe('没有名为 dens 的层。应为：dense, dense_1。请选择模型中的层。');
  expect(problemLine(ofLayer('', ['conv']), 'en')).toBe(
    'There is no layer dens. Choose a layer of the model. Did you mean conv?',
  );
  expect(problemLine(ofLayer('', ['conv']), 'zh-CN')).toBe('没有名为 dens 的层。请选择模型中的层。你是想写 conv 吗？');
});
