/** A text, or one of the words that JSON has no place for; texts are matched so that words inside them are not. */
const TEXT_OR_NON_NUMBER = /"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g;

/**
 * JSON, in which a bare `Infinity` or `NaN` is read as a text, so that it is quarantined where it stands and does not
 * take the rest of the answer with it. Undefined when the text is not even that, for instance cut off.
 */
export function parseLooseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    try {
      return JSON.parse(
        text.replace(TEXT_OR_NON_NUMBER, (match) => (match.startsWith('"') ? match : `"${match}"`)),
      );
    } catch {
      return undefined;
    }
  }
}
