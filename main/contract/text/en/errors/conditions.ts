import type { ConditionErrors } from '../../../errors/conditions';
import type { ErrorTexts } from '../../error-text';
import { conditions } from '../conditions';
import { inWords } from './phrases';

const { types, didYouMean } = conditions;

const nearOr = (near: string, other: string): string => (near === '' ? other : didYouMean(near));

/** What is wrong with a condition. */
export const conditionErrors: ErrorTexts<keyof ConditionErrors> = {
  'condition-empty': () => ({
    headline: 'There is no condition yet.',
    next: 'Write one, such as loss > 2.',
  }),
  'condition-too-long': ({ most, got }) => ({
    headline: 'The condition is too long.',
    expected: `at most ${most} characters`,
    got: String(got),
    next: 'Split it into several breakpoints.',
  }),
  'condition-too-deep': ({ most }) => ({
    headline: 'The condition is nested too deeply.',
    expected: `at most ${most} levels`,
    next: 'Split it into several breakpoints.',
  }),
  'condition-unexpected': ({ got }) => ({
    headline: `“${got}” can’t stand here.`,
    next: 'Write values with operators between them, such as loss > 2 && step > 100.',
  }),
  'condition-unfinished': () => ({
    headline: 'The condition is not finished.',
    next: 'Add the value that is missing at its end.',
  }),
  'condition-unclosed': ({ opened }) => ({
    headline: `${opened} is never closed.`,
    next: 'Close it.',
  }),
  'condition-not-offered': ({ what, instead }) => ({
    headline: `Conditions have no ${what}.`,
    next: instead === undefined ? 'Use numbers, names, operators and functions of the list.' : `Write ${instead}.`,
  }),
  'condition-unknown-name': ({ name, near }) => ({
    headline: `This run has no ${name}.`,
    next: nearOr(near, 'Choose a name from the list.'),
  }),
  'condition-unknown-member': ({ of, name, known }) => ({
    headline: `${of} has no ${name}.`,
    ...(known && { expected: known }),
    next: known === '' ? 'Only batch has parts, such as batch.rows.' : 'Choose one of these.',
  }),
  'condition-not-called': ({ name, signature }) => ({
    headline: `${name} is a function and needs values.`,
    expected: signature,
    next: 'Write them in brackets after it.',
  }),
  'condition-not-a-function': ({ name }) => ({
    headline: `${name} is not a function.`,
    next: 'Leave out the brackets after it.',
  }),
  'condition-value-count': ({ name, signature, got }) => ({
    headline: `${name} has the wrong number of values.`,
    expected: signature,
    got: String(got),
    next: 'Give it the values that it takes.',
  }),
  'condition-wrong-type': ({ where, expected, got }) => ({
    headline: `${where} can’t be used with ${types[got]} here.`,
    expected: types[expected],
    got: types[got],
    next: {
      number: 'Compare numbers; join comparisons by && and ||.',
      boolean: 'Compare it with something, such as loss > 2.',
      text: 'Compare it with a text in quotes.',
      series: 'Name a series, such as loss.',
      same: 'Give both the same type.',
    }[expected],
  }),
  'condition-not-fixed': ({ where, expected }) => ({
    headline: `This value of ${where} does not fit.`,
    expected,
    next: 'Write out a value that is expected: one that is computed could change with every batch.',
  }),
  'condition-unknown-layer': ({ name, known }) => ({
    headline: `There is no layer ${name}.`,
    ...(known && { expected: known }),
    next: 'Choose a layer of the model.',
  }),
  'condition-unknown-series': ({ name, known }) => ({
    headline: `This run has no series ${name}.`,
    ...(known && { expected: known }),
    next: 'Choose a series of the run.',
  }),
  'condition-unknown-class': ({ name, known }) => ({
    headline: `There is no class ${name}.`,
    ...(known && { expected: known }),
    next: 'Give the number of a class, from 0, or its name.',
  }),
  'condition-ambiguous-power': () => ({
    headline: 'A sign before ** can be read in two ways.',
    expected: '(-x) ** y | -(x ** y)',
    next: 'Add brackets.',
  }),
  'condition-never-true': ({ instead }) => ({
    headline: 'This can never be true: the window contains the value itself.',
    expected: instead,
    next: 'Compare with the values before it.',
  }),
  'condition-not-boolean': ({ got }) => ({
    headline: 'A breakpoint needs a condition that is true or false.',
    expected: types.boolean,
    got: types[got],
    next: 'Compare it with something, such as loss > 2.',
  }),
  'wrong-breakpoint': ({ field, expected, got }) => ({
    headline: `The breakpoint can’t be used: ${field}.`,
    expected: inWords(expected),
    got,
    next: 'Correct the field, or delete the breakpoint.',
  }),
};
