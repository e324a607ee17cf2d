import { useId, type RefObject } from 'react';
import { parseCondition } from '../../../main/contract/conditions/parse-condition';
import type { ConditionProblem } from '../../../main/contract/conditions/condition-types';
import type { ParsedCondition } from '../../../main/contract/conditions/condition';
import { problemLine, useProposals } from '../../store/use-conditions';
import { useVocabulary } from '../../store/use-vocabulary';
import { useLanguage, useText } from '../../store/window-store';
import { CompletingField } from '../../ui/completing-field';

/** A condition that is being written: what it means, or what is wrong with it. */
export type Checked = { readonly parsed?: ParsedCondition; readonly problem?: ConditionProblem };

/** Parses a condition for the run in view. */
export function useChecked(text: string): Checked {
  const vocabulary = useVocabulary();
  const result = parseCondition(text, vocabulary, 'boolean');
  return 'parsed' in result ? { parsed: result.parsed } : { problem: result.problems[0] };
}

/** The field for a condition, with what is wrong with it below. */
export function ConditionLine(props: {
  readonly text: string;
  readonly problem: ConditionProblem | undefined;
  /** Whether a problem is shown although the person may still be writing. */
  readonly isTold: boolean;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly onChange: (text: string) => void;
  readonly onEnter: () => void;
  readonly onEscape: () => void;
}) {
  const { text, problem, isTold } = props;
  const { editor, field } = useText().breakpoints;
  const language = useLanguage();
  const proposalsAt = useProposals();
  const id = useId();
  const told = problem && (isTold || text.trim() !== '') ? problem : undefined;
  return (
    <div className="breakpoint-condition">
      <CompletingField
        label={editor.condition}
        value={text}
        onChange={props.onChange}
        proposalsAt={proposalsAt}
        problem={told}
        describedBy={id}
        placeholder={editor.example}
        listLabel={field.completions}
        onEnter={props.onEnter}
        onEscape={props.onEscape}
        autoFocus
        field={props.field}
      />
      <p id={id} className={told ? 'text-error' : 'text-quiet'} role={told ? 'status' : undefined}>
        {told ? problemLine(told, language) : field.hint}
      </p>
    </div>
  );
}
