import type { Description, PhraseName, PhraseValues } from '../errors/phrases';

/** The words of every phrase in one language. */
export type PhraseTexts = { readonly [Name in PhraseName]: (values: PhraseValues[Name]) => string };

/** What says descriptions in the words of one language: phrases by their texts, all else as it is. */
export function wording(texts: PhraseTexts): (description: Description) => string {
  return (description) => {
    if (typeof description === 'string') return description;
    return (texts[description.phrase] as (values: object) => string)(description);
  };
}
