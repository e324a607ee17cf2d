/** Pairs of words, as English sentences have them and notation has not: code in which words follow each other begins with one of these. */
const code = /^(new|async|function) /;

/** English prose in a text: words in a row, without what notation and names have between them. */
export function englishIn(text: string): readonly string[] {
  return (text.match(/\b[A-Za-z]{2,}(?: [a-z]{2,})+\b/g) ?? []).filter((words) => !code.test(words));
}
