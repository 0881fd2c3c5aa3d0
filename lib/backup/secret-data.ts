/**
 * Tables whose rows are left out unless secrets are asked for: they let somebody in, or count who tried to. Channels
 * hold signing secrets and addresses that open something by themselves, and a copy that was set up elsewhere must not
 * send notices too; what was sent on them goes with them.
 */
export const LEFT_OUT_TABLES: readonly string[] = [
  'api_token',
  'delivery',
  'delivery_channel',
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
