import { Client } from 'pg';
import { AppError } from '../platform/errors.ts';
import { hashSecretToken, makeSecretToken } from '../platform/secret-token.ts';

const SETUP_HOURS = 24;
const RESET_HOURS = 2;

/**
 * Makes the link by which the first owner of an installation sets it up. Each start without members makes a new one, and
 * the one before stops working.
 *
 * @param origin where people open Waterline
 * @returns the address, to be shown once; null when there are members
 */
export async function makeSetupLink(databaseUrl: string, origin: string): Promise<string | null> {
  const token = makeSecretToken();
  const made = await inTransaction(databaseUrl, async (client) => {
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('waterline.members'))`);
    const members = await client.query('SELECT FROM app_user LIMIT 1');
    if (members.rowCount !== 0) return false;
    await client.query(
      `UPDATE one_time_link SET revoked_at = now() WHERE purpose = 'setup' AND used_at IS NULL AND revoked_at IS NULL`,
    );
    await client.query(
      `INSERT INTO one_time_link (id, purpose, token_hash, role, expires_at)
       VALUES (gen_random_uuid(), 'setup', $1, 'admin', now() + make_interval(hours => $2))`,
      [hashSecretToken(token), SETUP_HOURS],
    );

    return true;
  });

  return made ? `${origin}/join#${token}` : null;
}

/**
 * Makes a reset link for a member, for whoever may read the terminal: the way back in when no admin can sign in.
 *
 * @throws AppError `member-unknown` when nobody who may sign in has this address
 */
export async function makeMemberResetLink(
  databaseUrl: string,
  origin: string,
  email: string,
): Promise<string> {
  const token = makeSecretToken();
  await inTransaction(databaseUrl, async (client) => {
    const found = await client.query<{ id: string }>(
      'SELECT id FROM app_user WHERE email = $1 AND disabled_at IS NULL',
      [email.trim().toLowerCase()],
    );
    const userId = found.rows[0]?.id;
    if (userId === undefined) {
      throw new AppError('member-unknown', `No member who may sign in has the address ${email}.`);
    }
    await client.query(
      `UPDATE one_time_link SET revoked_at = now()
        WHERE purpose = 'reset' AND user_id = $1 AND used_at IS NULL AND revoked_at IS NULL`,
      [userId],
    );
    await client.query(
      `INSERT INTO one_time_link (id, purpose, token_hash, user_id, expires_at)
       VALUES (gen_random_uuid(), 'reset', $1, $2, now() + make_interval(hours => $3))`,
      [hashSecretToken(token), userId, RESET_HOURS],
    );
    await client.query(
      `INSERT INTO audit_entry (actor, via, action, entity_type, entity_id)
       VALUES ('npm run reset-link', 'command-line', 'member.reset-link-made', 'member', $1)`,
      [userId],
    );
  });

  return `${origin}/reset-password#${token}`;
}

async function inTransaction<Answer>(
  databaseUrl: string,
  work: (client: Client) => Promise<Answer>,
): Promise<Answer> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    const answer = await work(client);
    await client.query('COMMIT');

    return answer;
  } finally {
    // Closing ends an open transaction, and with it all that it did.
    await client.end();
  }
}
