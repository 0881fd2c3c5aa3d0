/** One parameter of an address that was not used, with the reason in words. */
export interface LinkFault {
  readonly param: string;
  readonly raw: string;
  readonly message: string;
}
