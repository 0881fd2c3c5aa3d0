/** Tables whose rows are left out unless secrets are asked for: they let somebody in, or count who tried to. */
export const LEFT_OUT_TABLES: readonly string[] = [
  'api_token',
  'one_time_link',
  'rate_limit',
  'session',
  'verification',
  'watchlist_share',
];

/** Columns, by table, that are written as null unless secrets are asked for. */
export const BLANKED_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  account: ['password', 'access_token', 'refresh_token', 'id_token'],
};
