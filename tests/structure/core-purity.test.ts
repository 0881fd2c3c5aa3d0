import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { readSourceFiles } from './source-files.ts';

/** Names of the surroundings: a pure function of its arguments needs none of them. */
const SURROUNDINGS = [
  'process',
  'fetch',
  'window',
  'document',
  'navigator',
  'localStorage',
  'performance',
  'crypto',
  'setTimeout',
  'setInterval',
  'require',
  'globalThis',
  'console',
];
const IMPURE_MEMBERS = ['Date.now', 'Math.random'];

/** A member or key called `process` is not the process: only names that are looked up count. */
function isLookedUp(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) return parent.name !== node;
  return !ts.isTypeNode(parent) && !ts.isImportSpecifier(parent);
}

function impurityOf(node: ts.Node): string | null {
  if (ts.isPropertyAccessExpression(node) && IMPURE_MEMBERS.includes(node.getText())) return node.getText();
  if (
    ts.isNewExpression(node) &&
    node.expression.getText() === 'Date' &&
    (node.arguments?.length ?? 0) === 0
  ) {
    return 'new Date()';
  }
  if (ts.isIdentifier(node) && SURROUNDINGS.includes(node.text) && isLookedUp(node)) return node.text;
  return null;
}

/** Everything in `text` whose value depends on more than the arguments. */
function findImpurities(text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const impurity = impurityOf(node);
    if (impurity !== null) found.push(impurity);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('file.ts', text, ts.ScriptTarget.ESNext, true));
  return found;
}

describe('the core', () => {
  const sources = readSourceFiles(['lib/core']);

  it('is there to look at', () => {
    expect(sources.length).toBeGreaterThan(15);
  });

  it.each(sources)('$file reads no clock, chance, network or environment', ({ text }) => {
    expect(findImpurities(text)).toEqual([]);
  });

  it.each([
    ['const t = Date.now();', 'Date.now'],
    ['const d = new Date();', 'new Date()'],
    ['const x = Math.random();', 'Math.random'],
    ['const e = process.env.HOME;', 'process'],
    ["await fetch('/');", 'fetch'],
    ['globalThis.x = 1;', 'globalThis'],
    ['console.log(1);', 'console'],
  ])('would be caught at: %s', (text, impurity) => {
    expect(findImpurities(text)).toEqual([impurity]);
  });

  it('may use dates that are given and members that share a name', () => {
    const text =
      "const a = new Date('2026-01-01'); const b = { process: 1 }; b.process; Date.UTC(2026, 0); // fetch";
    expect(findImpurities(text)).toEqual([]);
  });
});
