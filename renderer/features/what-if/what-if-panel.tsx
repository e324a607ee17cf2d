import { mostVariants, type Variant } from '../../../main/contract/debug/what-if';
import { canCompare, isInside } from '../../../main/contract/run-state';
import { errorLine } from '../../../main/contract/text';
import { formatStep } from '../../chart-data/number-format';
import { keepVariant } from '../../store/edits';
import { useAnswer } from '../../store/use-answer';
import { compareVariants, emptyDraft, trying, useTrying, type Draft } from '../../store/what-if';
import { useLanguage, useRun, useText } from '../../store/window-store';
import { Button } from '../../ui/button';
import { variantOf } from './draft';
import { Outcomes } from './outcomes';
import { VariantFields } from './variant-fields';
import './what-if.css';

const setDrafts = (drafts: readonly Draft[]) => trying.setState({ drafts });

/** Whether every field holds what it takes. */
const isWhole = (variants: readonly (Variant | undefined)[]): variants is readonly Variant[] =>
  !variants.includes(undefined);

/** The batch of now under variants side by side, with one of them or none kept. */
export function WhatIfPanel() {
  const text = useText();
  const words = text.whatIf;
  const language = useLanguage();
  const state = useRun((facts) => facts.state);
  const edits = useRun((facts) => facts.edits);
  const drafts = useTrying((now) => now.drafts);
  const compared = useTrying((now) => now.compared);
  const isBusy = useTrying((now) => now.isComparing);
  const { result: settings } = useAnswer('settings');
  const { result: losses = [] } = useAnswer('variantLosses');
  const { result: optimizers } = useAnswer('optimizer');
  const model = useRun((facts) => facts.batch?.model) ?? settings?.[0]?.model;
  const variants = drafts.map(variantOf);
  const isComparable = canCompare(state);
  const ofModel = settings?.find((each) => each.model === model);
  if (!ofModel) return <p className="panel-empty">{words.none}</p>;
  const change = (at: number, draft: Draft) => setDrafts(drafts.map((each, index) => (index === at ? draft : each)));
  const isOld = compared !== undefined && (compared.state !== state || compared.edits !== edits);
  return (
    <form
      className="inspector-body scrolls what-if"
      onSubmit={(event) => {
        event.preventDefault();
        if (isComparable && isWhole(variants)) void compareVariants(variants);
      }}
    >
      <VariantFields
        drafts={drafts}
        settings={ofModel}
        losses={losses}
        hyperparameters={optimizers?.find((each) => each.model === model)?.hyperparameters ?? {}}
        onChange={change}
        onRemove={(at) => setDrafts(drafts.filter((_, index) => index !== at))}
      />
      <div className="what-if-actions">
        <Button
          type="submit"
          label={words.compare}
          kind="bordered"
          busy={isBusy}
          disabled={!isComparable || isBusy || !isWhole(variants)}
        />
        <Button
          label={words.add}
          icon="plus"
          disabled={drafts.length >= mostVariants}
          onClick={() => setDrafts([...drafts, emptyDraft])}
        />
      </div>
      <div aria-live="polite">
        {!compared && isComparable && <p className="text-quiet">{words.intro}</p>}
        {!isComparable && <p className="text-quiet">{words.paused}</p>}
        {isOld && isComparable && <p className="text-quiet">{words.outdated}</p>}
        {compared?.error && <p className="text-error">{errorLine(compared.error, language)}</p>}
        {compared && !compared.error && !compared.result && <p className="text-quiet">{words.none}</p>}
      </div>
      {compared?.result && !isOld && (
        <p className="what-if-note text-quiet">
          <strong>{words[compared.result.of](formatStep(compared.result.step))}</strong>
          {text.shell.sentences(isInside(state) ? [words.training] : [words.training, words.stepInto])}
        </p>
      )}
      {compared?.result && !isOld && (
        <Outcomes
          result={compared.result}
          variants={compared.variants}
          canKeep={isInside(state) && compared.result.of === 'pending'}
          onKeep={(variant) => void keepVariant(variant)}
          onNone={() => trying.setState({ compared: undefined })}
        />
      )}
    </form>
  );
}
