/** Breaks a text at spaces into lines no wider than `maxWidth` by `widthOf`; a longer word keeps a line of its own. */
export function wrapText(text: string, maxWidth: number, widthOf: (line: string) => number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    const extended = last === undefined ? word : `${last} ${word}`;
    if (last === undefined || widthOf(extended) > maxWidth) lines.push(word);
    else lines[lines.length - 1] = extended;
  }
  return lines;
}
