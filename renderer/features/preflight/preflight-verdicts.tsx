import {
  preflightChecks,
  type Preflight,
  type PreflightCheck,
  type PreflightFinding,
  type PreflightUnknown,
} from '../../../main/contract/debug/preflight';
import type { ErrorReport } from '../../../main/contract/errors';
import { errorSaid, errorText, type Language } from '../../../main/contract/text';
import type { Catalogue } from '../../../main/contract/text/catalogue';
import { formatPlain, formatSmall, formatStep } from '../../chart-data/number-format';
import { useLanguage, useText } from '../../store/window-store';
import { Icon, type IconName } from '../../ui/icon';

type Words = Catalogue['preflight'];
type Level = 'fine' | 'warning' | 'problem';

const icons: { readonly [each in Level]: IconName } = { fine: 'check', warning: 'warning', problem: 'error' };

/** Whole numbers are written out below this, in groups of digits. */
const mostDigits = 1e7;

/** Values as text: numbers short, shares in percent, columns counted from 1. */
function shown(name: string, value: unknown, language: Language): string {
  if (name === 'share') return `${Math.round((value as number) * 100)} %`;
  if (name === 'batch') return String((value as number) + 1);
  if (name === 'columns') return (value as number[]).map((column) => column + 1).join(', ');
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'number')
    return Number.isInteger(value) && Math.abs(value) < mostDigits
      ? formatStep(value).replace('-', '−')
      : formatPlain(value);
  return typeof value === 'object' ? errorSaid(value as ErrorReport, language) : String(value);
}

/** What was seen and what to do, which an error says itself unless the check knows better. */
function wordsOf({ code, values }: PreflightFinding, words: Words, language: Language) {
  const say = words.findings[code] as (values: object) => { readonly seen: string; readonly todo?: string };
  const said = say(textsOf(values, language));
  return { todo: 'error' in values ? errorText(values.error, language).next : undefined, ...said };
}

function textsOf(values: object, language: Language): object {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, shown(name, value, language)]));
}

function unknownLine({ code, values }: PreflightUnknown, words: Words, language: Language): string {
  return (words.unknown[code] as (values: object) => string)(textsOf(values, language));
}

type Verdict = {
  readonly check: PreflightCheck;
  readonly level: Level;
  readonly isMade: boolean;
  readonly own: readonly PreflightFinding[];
};

/** All checks in their order, but those first that have found something: in a low window the others are scrolled to. */
export function verdictsOf({ findings, made }: Pick<Preflight, 'findings' | 'made'>): readonly Verdict[] {
  const verdicts = preflightChecks.map((check): Verdict => {
    const own = findings.filter((each) => each.check === check);
    const isProblem = own.some(({ level }) => level === 'problem');
    const level = isProblem ? 'problem' : own.length > 0 ? 'warning' : 'fine';
    return { check, level, isMade: made.includes(check) || own.length > 0, own };
  });
  return (['problem', 'warning', 'fine'] as const).flatMap((level) => verdicts.filter((each) => each.level === level));
}

/** What has been looked at, with what was seen and what to do. */
export function PreflightVerdicts({ preflight }: { readonly preflight: Preflight }) {
  const { preflight: words, shell } = useText();
  const { sentences, afterSentence } = shell;
  const language = useLanguage();
  const { findings, made, learned, rates, unknown } = preflight;
  const small = formatSmall;
  const facts = {
    learning:
      learned &&
      words.learned({ first: small(learned.first), last: small(learned.last), steps: String(learned.steps) }),
    rate: rates && words.goodRates(formatPlain(rates.low), formatPlain(rates.high)),
  };
  return (
    <div className="preflight-found" role="group" aria-label={words.found} tabIndex={0}>
      <ul className="preflight-verdicts selectable">
        {verdictsOf(preflight).map(({ check, level, isMade, own }) => {
          const fact = check === 'learning' || check === 'rate' ? facts[check] : undefined;
          return (
            <li key={check} className={isMade ? `is-${level}` : 'is-not-made'}>
              {isMade && <Icon name={icons[level]} />}
              <strong>{words.checks[check].name}</strong>
              <span className="preflight-level">{isMade ? words.levels[level] : words.notMade}</span>
              <div>
                {isMade && own.length === 0 && <p>{sentences([words.checks[check].fine, ...(fact ? [fact] : [])])}</p>}
                {own.map((each) => {
                  const { seen, todo } = wordsOf(each, words, language);
                  return (
                    <p key={`${each.code} ${seen}`}>
                      {seen}
                      {todo && (
                        <>
                          {afterSentence(seen)}
                          <em>{todo}</em>
                        </>
                      )}
                    </p>
                  );
                })}
              </div>
            </li>
          );
        })}
      </ul>
      {findings.some(({ level }) => level === 'problem') && made.length < preflightChecks.length && (
        <p className="preflight-unknown">{words.mendFirst}</p>
      )}
      {unknown.length > 0 && (
        <ul className="preflight-unknown selectable" aria-label={words.unknownLabel}>
          {unknown.map((each) => (
            <li key={each.code}>{unknownLine(each, words, language)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
