/** A look-up that remembers; `forget` makes the next call ask again. */
export interface BriefLookUp<Value> {
  (): Promise<Value>;
  readonly forget: () => void;
}

/**
 * Makes a look-up that asks at most once a lifetime, however many callers come meanwhile. A failure is handed to
 * those who waited for it and then forgotten.
 */
export function rememberBriefly<Value>(load: () => Promise<Value>, lifetimeMs: number): BriefLookUp<Value> {
  let remembered: { readonly value: Promise<Value>; readonly until: number } | null = null;

  const lookUp = (): Promise<Value> => {
    const now = performance.now();
    if (remembered !== null && now < remembered.until) return remembered.value;

    const value = load();
    remembered = { value, until: now + lifetimeMs };
    value.catch(() => {
      remembered = null;
    });

    return value;
  };

  return Object.assign(lookUp, {
    forget: () => {
      remembered = null;
    },
  });
}
