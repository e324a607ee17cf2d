import { checkSyntax } from './check';
import { problemOf } from './checked';
import type { ParsedCondition } from './condition';
import type { ConditionProblem, Vocabulary } from './condition-types';
import { needsOf } from './needs';
import { readSyntax } from './read-syntax';
import { SyntaxProblem, type Syntax } from './syntax';
import { allOf } from './tree';

/** A condition, or what is wrong with it. */
export type Parsing =
  { readonly parsed: ParsedCondition } | { readonly problems: readonly [ConditionProblem, ...ConditionProblem[]] };

/**
 * Reads a condition of a run. Nothing in it can reach anything but the numbers of the run: it is data, never code.
 *
 * @param expected `boolean` for a breakpoint; a watch may be anything
 */
export function parseCondition(text: string, vocabulary: Vocabulary, expected: 'boolean' | 'any' = 'any'): Parsing {
  const syntax = syntaxOf(text);
  if (syntax instanceof SyntaxProblem) {
    const { code, values, span, suggestions } = syntax;
    return { problems: [problemOf(code, values, span, suggestions)] };
  }
  const { checked, problems, parts } = checkSyntax(syntax, text, vocabulary);
  const [first, ...others] = problems;
  if (first) return { problems: [first, ...others] };
  // Without a problem there is a tree.
  const { tree, type } = checked!;
  if (expected === 'boolean' && type !== 'boolean') {
    return { problems: [problemOf('condition-not-boolean', { got: type }, syntax.outer)] };
  }
  const named = new Map(parts.map((part) => [text.slice(part.start, part.end), part.tree]));
  return {
    parsed: {
      text,
      type,
      judgedAt: allOf(tree).some(isOfEpochs) ? 'epoch-end' : 'before-commit',
      needs: needsOf([tree]),
      tree,
      parts: [...named].map(([part, of]) => ({ text: part, tree: of })),
    },
  };
}

function syntaxOf(text: string): Syntax | SyntaxProblem {
  try {
    return readSyntax(text);
  } catch (error) {
    if (error instanceof SyntaxProblem) return error;
    throw error;
  }
}

function isOfEpochs(tree: ReturnType<typeof allOf>[number]): boolean {
  if (tree.kind !== 'source' && tree.kind !== 'history') return false;
  return tree.source.kind === 'series' && tree.source.isOfEpochs;
}
