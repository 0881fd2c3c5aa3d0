/** One fault of an input, addressed as JSON pointer, with the remedy in words. */
export interface InputFault {
  readonly pointer: string;
  readonly message: string;
}
