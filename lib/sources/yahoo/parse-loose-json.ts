/** A bare Infinity or NaN after a colon, comma or bracket, as some of Yahoo's servers have written. */
const BARE_NON_NUMBER = /([:,[]\s*)(-?Infinity|NaN)(?=\s*[,\]}])/g;

/**
 * JSON, in which a bare `Infinity` or `NaN` is read as a text, so that it is quarantined where it stands and does not
 * take the rest of the answer with it. Undefined when the text is not even that, for instance cut off.
 */
export function parseLooseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    try {
      return JSON.parse(text.replace(BARE_NON_NUMBER, '$1"$2"'));
    } catch {
      return undefined;
    }
  }
}
