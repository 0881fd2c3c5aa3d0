/** Why there is no price of a share: none is shipped, and nothing has fetched one. */
export const NO_PRICES =
  'no price history is stored yet; prices come with the scheduled refresh, and none are shipped';
