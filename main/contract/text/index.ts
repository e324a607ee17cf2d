import type { ErrorReport } from '../errors';
import type { Catalogue } from './catalogue';
import type { ErrorText } from './error-text';
import { en } from './en';
import { zhCN } from './zh-CN';

/** A language that the app speaks. */
export type Language = 'en' | 'zh-CN';
/** `system` follows the operating system. */
export type LanguageChoice = 'system' | Language;

/** All of them, in the order in which the menu offers them. */
export const languages: readonly Language[] = ['en', 'zh-CN'];

const catalogues: { readonly [L in Language]: Catalogue } = { en, 'zh-CN': zhCN };

/** Every visible word of a language. */
export function textOf(language: Language): Catalogue {
  return catalogues[language];
}

/** The language for a locale such as `zh-Hans-CN`, `zh_CN.UTF-8` or `en-GB`. */
export function languageOf(locale: string): Language {
  return /^zh/i.test(locale) ? 'zh-CN' : 'en';
}

/** The sentences of an error in a language. */
export function errorText(report: ErrorReport, language: Language): ErrorText {
  const texts = textOf(language).errors as unknown as { readonly [code: string]: (values: unknown) => ErrorText };
  return texts[report.code]!(report.values);
}

/** What is wrong, without what to do next. */
export function errorSaid(report: ErrorReport, language: Language): string {
  return said(errorText(report, language), language);
}

/** An error as one line of plain text: for a terminal or a log row. */
export function errorLine(report: ErrorReport, language: Language): string {
  const text = errorText(report, language);
  return textOf(language).shell.sentences([said(text, language), text.next]);
}

function said({ headline, expected, got }: ErrorText, language: Language): string {
  const { errorParts: label, sentences } = textOf(language).shell;
  const parts = [headline, expected && label.expected(expected), got && label.got(got)];
  return sentences(parts.filter((part) => part !== undefined));
}
