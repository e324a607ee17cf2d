import { expect, it } from 'vitest';
import { CodedError, reportOf } from '../../../main/contract/errors';
import { errorLine, errorText, languageOf, textOf } from '../../../main/contract/text';

const missing = reportOf(new CodedError('missing-field', { field: 'train', expected: '(context) => generator' }));

it('keeps code and values, and the stack only as detail', () => {
  expect(missing).toMatchObject({ code: 'missing-field', values: { field: 'train' } });
  expect(missing.detail).toContain('CodedError');
});

it('makes a report of anything that is thrown', () => {
  expect(reportOf(new TypeError('boom'))).toMatchObject({ code: 'unexpected', values: { message: 'boom' } });
  expect(reportOf('text')).toEqual({ code: 'unexpected', values: { message: 'text' } });
});

it('is worded in the language of the person', () => {
  expect(errorText(missing, 'en').headline).toContain('train');
  expect(errorText(missing, 'zh-CN').headline).toBe('缺少字段 train。');
  expect(errorLine(missing, 'en')).toContain('(context) => generator');
});

it('puts sentences beside each other as the language does', () => {
  expect(errorLine(missing, 'en')).toMatch(/\. Expected: .*\. [A-Z]/);
  expect(errorLine(missing, 'zh-CN')).toMatch(/^缺少字段 train。应为：.* => generator。\S/);
  expect(textOf('zh-CN').shell.sentences(['读不了：EPERM', '请重试。'])).toBe('读不了：EPERM 请重试。');
});

it('names command and state as the window does', () => {
  const refused = reportOf(new CodedError('illegal-command', { command: 'stepBack', status: 'running' }));
  expect(errorText(refused, 'en').headline).toBe('Step back can’t be done in this state: Running.');
  expect(errorText(refused, 'zh-CN').headline).toBe('“后退一步”在当前状态（训练中）下不能执行。');
});

it('proposes the known name that a mistyped one is near', () => {
  const named = (name: string) =>
    reportOf(new CodedError('unknown-name', { what: 'optimizer', name, known: 'sgd, adam, rmsprop' }));
  expect(errorText(named('adamm'), 'en').next).toBe('Did you mean adam?');
  expect(errorText(named('adamm'), 'zh-CN').next).toBe('你是想写 adam 吗？');
  const condition = reportOf(new CodedError('condition-unknown-name', { name: 'medan', near: 'mean, median' }));
  expect(errorText(condition, 'en').next).toBe('Did you mean mean or median?');
  expect(errorText(condition, 'zh-CN').next).toBe('你是想写 mean 或 median 吗？');
  expect(errorText(named('nesterov-momentum'), 'en').next).toBe('Correct the name.');
});

it.each([
  ['zh-Hans-CN', 'zh-CN'],
  ['zh_CN.UTF-8', 'zh-CN'],
  ['en-GB', 'en'],
  ['de', 'en'],
])('speaks for the locale %s: %s', (locale, language) => {
  expect(languageOf(locale)).toBe(language);
});
