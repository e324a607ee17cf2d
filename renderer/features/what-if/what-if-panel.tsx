import { useState } from 'react';
import { mostVariants, type Variant, type WhatIf } from '../../../main/contract/debug/what-if';
import type { EditRecord } from '../../../main/contract/debug/edits';
import { reportOf, type ErrorReport } from '../../../main/contract/errors';
import { canCompare, isInside, type RunState } from '../../../main/contract/run-state';
import { errorLine } from '../../../main/contract/text';
import { formatStep } from '../../chart-data/number-format';
import { keepVariant } from '../../store/edits';
import { useAnswer } from '../../store/use-answer';
import { connection, useLanguage, useRun, useText } from '../../store/window-store';
import { Button } from '../../ui/button';
import { emptyDraft, variantOf, type Draft } from './draft';
import { Outcomes } from './outcomes';
import { VariantFields } from './variant-fields';
import './what-if.css';

/** What came of comparing, where the run stood then, and with which edits. */
type Compared = {
  readonly state: RunState;
  readonly edits: readonly EditRecord[];
  readonly variants: readonly Variant[];
  readonly result?: WhatIf;
  readonly error?: ErrorReport;
};

/** The batch of now under variants side by side, with one of them or none kept. */
export function WhatIfPanel() {
  const text = useText();
  const words = text.whatIf;
  const language = useLanguage();
  const state = useRun((facts) => facts.state);
  const edits = useRun((facts) => facts.edits);
  const [drafts, setDrafts] = useState<readonly Draft[]>([emptyDraft, emptyDraft]);
  const [compared, setCompared] = useState<Compared>();
  const [isBusy, setIsBusy] = useState(false);
  const { result: settings } = useAnswer('settings');
  const { result: losses = [] } = useAnswer('variantLosses');
  const { result: optimizers } = useAnswer('optimizer');
  const model = useRun((facts) => facts.batch?.model) ?? settings?.[0]?.model;
  const variants = drafts.map(variantOf);
  const isComparable = canCompare(state);
  const compare = async () => {
    const given = variants.filter((variant) => variant !== undefined);
    setIsBusy(true);
    try {
      const result = await connection.ask('whatIf', given);
      setCompared({ state, edits, variants: given, ...(result && { result }) });
    } catch (error) {
      setCompared({ state, edits, variants: given, error: reportOf(error) });
    }
    setIsBusy(false);
  };
  const ofModel = settings?.find((each) => each.model === model);
  if (!ofModel) return <p className="panel-empty">{words.none}</p>;
  const change = (at: number, draft: Draft) => setDrafts(drafts.map((each, index) => (index === at ? draft : each)));
  const isOld = compared !== undefined && (compared.state !== state || compared.edits !== edits);
  return (
    <form
      className="inspector-body scrolls what-if"
      onSubmit={(event) => {
        event.preventDefault();
        if (isComparable && !variants.includes(undefined)) void compare();
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
          disabled={!isComparable || isBusy || variants.includes(undefined)}
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
          onNone={() => setCompared(undefined)}
        />
      )}
    </form>
  );
}
