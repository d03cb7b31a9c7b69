// The first owner of a store, made from the terminal: whoever can write to the database may invite one, and nobody else. What it
// makes is SQL, so that the same goes to a database on this machine and to one in production.
import { emailKey, emailSchema } from '../../web/emails.ts';
import { newId } from '../../web/ids.ts';
import { newToken, sha256 } from '../../web/secrets.ts';
import { lifetimes } from './lifetimes.ts';

/**
 * A link to set a password for an owner of the store at this hostname: the path with its token, and the statements that make it
 * work once, within three days. Somebody with this address becomes an owner; their earlier invitation ends, and so does a second
 * step of theirs, so that who has lost their device is not shut out for good. Throws when the address or the hostname is none.
 */
export async function ownerInvitation(
  input: { email: string; hostname: string },
  now: number,
): Promise<{ path: string; sql: string }> {
  const email = emailSchema.parse(input.email);
  if (!/^[a-z0-9.-]+$/.test(input.hostname)) throw new Error('not a hostname');
  const token = newToken();
  const key = quoted(emailKey(email));
  const store = `(select store_id from store_hosts where hostname = ${quoted(input.hostname)})`;
  const pool = `(select pool_id from stores where id = ${store})`;
  const hasRole = `id in (select staff_id from staff_roles where store_id = ${store})`;
  const person = `(select id from staff where email_key = ${key} and (pool_id = ${pool} or ${hasRole})
    order by ${hasRole} desc limit 1)`;
  const sql = [
    `insert into staff (id, pool_id, email, email_key, name, sessions_valid_from, created_at)
      select ${quoted(newId('staff', now))}, ${pool}, ${quoted(email)}, ${key}, ${quoted(nameOf(email))}, ${now}, ${now}
      where not exists ${person}`,
    `insert into staff_roles (staff_id, store_id, role) values (${person}, ${store}, 'owner')
      on conflict (store_id, staff_id) do update set role = 'owner', disabled_at = null`,
    `update staff set second_step_secret = null, second_step_at = null, second_step_used = null where id = ${person}`,
    `delete from staff_recovery_codes where staff_id = ${person}`,
    `delete from staff_links where staff_id = ${person}`,
    `insert into staff_links (token_hash, purpose, staff_id, store_id, created_at, expires_at)
      values (${quoted(await sha256(token))}, 'invitation', ${person}, ${store}, ${now}, ${now + lifetimes.invitation})`,
    `insert into audit (id, store_id, act, subject_id, after, device, place, at)
      values (${quoted(newId('audit', now))}, ${store}, 'invited', ${person}, '{"role":"owner"}', 'terminal', '', ${now})`,
  ];
  return { path: `/admin/set-password/${token}`, sql: `${sql.join(';\n')};` };
}

/** What stands before the @, until they have a name. */
function nameOf(email: string): string {
  return email.split('@')[0] ?? email;
}

/** A text of SQLite. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
