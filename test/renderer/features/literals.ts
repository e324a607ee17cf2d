import ts from 'typescript';

/** Attributes that a person reads or hears. */
const spoken = new Set(['title', 'label', 'aria-label', 'aria-description', 'placeholder', 'alt']);
const hasLetter = /\p{L}/u;

/** Every visible word that stands in a component instead of the catalogue, as `line: text`. */
export function literalsIn(source: string): readonly string[] {
  const file = ts.createSourceFile('component.tsx', source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const report = (node: ts.Node, text: string) => {
    if (!hasLetter.test(text)) return;
    found.push(`${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${text.trim()}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) report(node, node.text);
    if (ts.isJsxAttribute(node) && spoken.has(node.name.getText())) stringsOf(node.initializer, report);
    if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) stringsOf(node, report);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** The strings that an expression can come to: itself, either branch, the parts of a template. */
function stringsOf(node: ts.Node | undefined, report: (node: ts.Node, text: string) => void): void {
  if (!node) return;
  if (ts.isStringLiteralLike(node)) report(node, node.text);
  else if (ts.isJsxExpression(node) || ts.isParenthesizedExpression(node)) stringsOf(node.expression, report);
  else if (ts.isConditionalExpression(node))
    for (const branch of [node.whenTrue, node.whenFalse]) stringsOf(branch, report);
  else if (ts.isBinaryExpression(node)) for (const side of [node.left, node.right]) operand(node, side, report);
  else if (ts.isTemplateExpression(node))
    for (const part of [node.head, ...node.templateSpans.map(({ literal }) => literal)]) report(part, part.text);
}

function operand(node: ts.BinaryExpression, side: ts.Expression, report: (node: ts.Node, text: string) => void): void {
  const joins = [ts.SyntaxKind.PlusToken, ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken];
  const isShown =
    joins.includes(node.operatorToken.kind) ||
    (node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken && side === node.right);
  if (isShown) stringsOf(side, report);
}
