const STORAGE_KEY = 'waterline.ownModels.v1';

/** Text of the reader's own models as this browser keeps it; null when there is none, or when it may not be read. */
export function readOwnModelsText(): string | null {
  try {
    return window.localStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}

/** Keeps the text; false where the browser has no room or gives no permission. */
export function writeOwnModelsText(text: string): boolean {
  try {
    window.localStorage.setItem(STORAGE_KEY, text);
    return true;
  } catch {
    return false;
  }
}
