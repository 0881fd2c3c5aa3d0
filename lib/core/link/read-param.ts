/** Value of a parameter, or what is wrong with its text. */
export type ReadParam<Value> = { readonly value: Value } | { readonly message: string };
