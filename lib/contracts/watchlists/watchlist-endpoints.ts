import { z } from 'zod';

import { doneSchema, idPathSchema } from '../accounts/members.ts';
import { get, post, send, type Endpoint } from '../endpoint.ts';
import {
  colleaguesSchema,
  madeWatchlistShareSchema,
  openWatchlistSchema,
  shareWatchlistSchema,
  unshareWatchlistSchema,
  watchlistSharesSchema,
} from './watchlist-shares.ts';
import {
  addWatchItemSchema,
  importWatchlistSchema,
  newWatchlistSchema,
  openedWatchlistSchema,
  orderWatchlistsSchema,
  restoreWatchlistSchema,
  seenWatchlistSchema,
  watchlistChangeSchema,
  watchlistSchema,
  watchlistsSchema,
} from './watchlists.ts';

const none = z.strictObject({});
const PATH = '/api/v1/watchlists';
const member = { access: 'member' } as const;

/** Endpoints about lists that a member keeps: one's own, and those that a colleague lets one read. */
export const WATCHLIST_ENDPOINTS: readonly Endpoint[] = [
  get(PATH, 'listWatchlists', 'Your watchlists in their order, with how much is new', 'Watchlists', {
    ...member,
    query: none,
    response: watchlistsSchema,
  }),
  post(PATH, 'makeWatchlist', 'Makes a watchlist', 'Watchlist', {
    ...member,
    body: newWatchlistSchema,
    response: watchlistSchema,
    problems: [409],
  }),
  get(
    `${PATH}/{id}`,
    'getWatchlist',
    'A watchlist with its figures; as CSV its things and notes',
    'Watchlist',
    {
      ...member,
      pathFields: idPathSchema,
      query: none,
      response: watchlistSchema,
      isList: true,
      problems: [404],
    },
  ),
  send(
    'patch',
    `${PATH}/{id}`,
    'reviseWatchlist',
    'Makes the next version of a watchlist; 409 when somebody made one meanwhile',
    'Watchlist',
    {
      ...member,
      pathFields: idPathSchema,
      body: watchlistChangeSchema,
      response: watchlistSchema,
      problems: [404, 409],
    },
  ),
  send('delete', `${PATH}/{id}`, 'deleteWatchlist', 'Deletes a watchlist; restore takes it back', 'Done', {
    ...member,
    pathFields: idPathSchema,
    body: null,
    response: doneSchema,
    problems: [404],
  }),
  post(`${PATH}/restore`, 'restoreWatchlist', 'Takes a deletion back', 'Watchlist', {
    ...member,
    body: restoreWatchlistSchema,
    response: watchlistSchema,
    problems: [404, 409],
  }),
  post(`${PATH}/items`, 'addWatchlistItem', 'Puts one thing at the end of a watchlist', 'Watchlist', {
    ...member,
    body: addWatchItemSchema,
    response: watchlistSchema,
    problems: [404],
  }),
  post(`${PATH}/order`, 'orderWatchlists', 'Puts your watchlists in another order', 'Watchlists', {
    ...member,
    body: orderWatchlistsSchema,
    response: watchlistsSchema,
    problems: [409],
  }),
  post(`${PATH}/seen`, 'markWatchlistSeen', 'Marks a watchlist as read up to what was shown', 'Done', {
    ...member,
    body: seenWatchlistSchema,
    response: doneSchema,
    problems: [404],
  }),
  post(`${PATH}/import`, 'importWatchlist', 'Puts the things of a CSV file on a watchlist', 'Watchlist', {
    ...member,
    body: importWatchlistSchema,
    response: watchlistSchema,
    problems: [404, 409],
  }),
  get(`${PATH}/share`, 'listWatchlistShares', 'Who may read your watchlists', 'WatchlistShares', {
    ...member,
    query: none,
    response: watchlistSharesSchema,
  }),
  post(
    `${PATH}/share`,
    'shareWatchlist',
    'Lets a colleague, or who holds a link, read a watchlist',
    'MadeWatchlistShare',
    {
      ...member,
      body: shareWatchlistSchema,
      response: madeWatchlistShareSchema,
      problems: [404],
    },
  ),
  post(`${PATH}/unshare`, 'endWatchlistShare', 'Ends a link or what a colleague may read', 'Done', {
    ...member,
    body: unshareWatchlistSchema,
    response: doneSchema,
    problems: [404],
  }),
  post(`${PATH}/open`, 'openWatchlist', 'The list behind a link, without notes', 'OpenedWatchlist', {
    access: 'public',
    body: openWatchlistSchema,
    response: openedWatchlistSchema,
    problems: [404],
  }),
  get('/api/v1/colleagues', 'listColleagues', 'Other members by name', 'Colleagues', {
    ...member,
    query: none,
    response: colleaguesSchema,
  }),
];
